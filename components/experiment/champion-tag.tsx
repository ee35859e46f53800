import { Trophy } from "lucide-react";
import { Tag } from "../ui/tag.tsx";

const NOTE = "Champion: when it finished, it was the best of its suite, and the held-out suite confirmed it.";

/** Marks a plan that the held-out suite confirmed; `former` when another one holds the title now. */
export function ChampionTag({ former = false }: { former?: boolean }) {
  return (
    <Tag tone={former ? "plain" : "accent"} title={former ? `${NOTE} A later one holds the title now.` : NOTE}>
      <Trophy aria-hidden className="size-3" /> {former ? "former champion" : "champion"}
    </Tag>
  );
}
