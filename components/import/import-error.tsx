import { ApiError, messageOf } from "../data/request-json.ts";
import { Callout } from "../ui/callout.tsx";

interface Misfit {
  where: string;
  message: string;
}

/** The places that the server named; what else it says is of no use here. */
function misfitsOf(error: unknown): Misfit[] {
  const misfits: unknown = error instanceof ApiError ? error.details.misfits : null;
  if (!Array.isArray(misfits)) return [];
  return misfits.flatMap((each: unknown) => {
    const { where, message } = (each ?? {}) as Partial<Misfit>;
    return typeof where === "string" && typeof message === "string" ? [{ where, message }] : [];
  });
}

/** Why a file was not imported, place by place. */
export function ImportError({ error, fileName }: { error: unknown; fileName: string }) {
  const misfits = misfitsOf(error);
  if (misfits.length === 0) return <Callout tone="bad" title={`${fileName} was not imported`}>{messageOf(error)}</Callout>;
  return (
    <Callout tone="bad" title={`${fileName} is malformed: nothing was imported`}>
      <ul className="mt-1 max-h-60 space-y-1 overflow-y-auto text-xs">
        {misfits.map(({ where, message }, index) => (
          // The list never changes its order.
          <li key={index}>
            <code className="font-mono font-medium">{where}</code>: {message}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
