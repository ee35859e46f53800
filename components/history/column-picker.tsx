import { Button } from "../ui/button.tsx";
import { COLUMN_IDS, COLUMNS, type ColumnId } from "./columns.ts";

/** Check boxes for the columns; without a choice, the page shows those that there is room for. */
export function ColumnPicker({ chosen, shown, onChange }: { chosen: readonly ColumnId[] | null; shown: readonly ColumnId[]; onChange: (columns: readonly ColumnId[] | null) => void }) {
  const toggle = (id: ColumnId, on: boolean) => onChange(COLUMN_IDS.filter((each) => (each === id ? on : shown.includes(each))));
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium text-ink-2">Columns</legend>
      <ul className="grid grid-cols-2 gap-x-2">
        {COLUMN_IDS.map((id) => (
          <li key={id}>
            <label className="flex h-8 cursor-pointer items-center gap-2 text-sm">
              <input type="checkbox" checked={shown.includes(id)} onChange={(event) => toggle(id, event.target.checked)} className="size-4 accent-accent" />
              <span className="truncate">{COLUMNS[id].label}</span>
            </label>
          </li>
        ))}
      </ul>
      <Button variant="ghost" size="sm" disabled={chosen === null} onClick={() => onChange(null)} className="mt-1.5 -ml-2">
        As many as there is room for
      </Button>
    </fieldset>
  );
}
