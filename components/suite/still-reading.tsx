import { Callout } from "../ui/callout.tsx";

/** What a page shows so far is of a part of the history only. @param what what grows: "the charts" */
export function StillReading({ what }: { what: string }) {
  return <Callout title="Still reading">The history is being read for the first time; {what} fill up.</Callout>;
}
