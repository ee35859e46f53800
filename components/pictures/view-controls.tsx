"use client";
import { type Mode, PICTURES, type PicturesView, type PictureRole, ROLES, type Role } from "#lib/pictures/view.ts";
import { Segmented } from "../ui/segmented.tsx";
import { ROLE_NAMES } from "./role-names.ts";

const MODE_OPTIONS: { value: Mode; label: string; title: string }[] = [
  { value: "wipe", label: "Wipe", title: "Two pictures, one over the other, with a divider" },
  { value: "side", label: "Side by side", title: "Two or three pictures beside each other" },
  { value: "single", label: "One at a time", title: "Switched in place by the keys 1, 2 and 3" },
  { value: "difference", label: "Difference", title: "Where candidate and HEVC differ from the source" },
  { value: "abx", label: "Blind A/B/X", title: "Whether you can tell candidate from HEVC" },
];

type Patch = (patch: Partial<PicturesView>) => void;

function RoleSelect({ label, value, onChange }: { label: string; value: Role; onChange: (role: Role) => void }) {
  return (
    <label className="flex items-center gap-1.5 text-xs text-ink-2">
      {label}
      <select value={value} onChange={(event) => onChange(ROLES.find((role) => role === event.target.value) ?? value)} className="h-7 rounded-md border border-line-strong bg-surface px-1.5 text-xs text-ink hover:border-ink-3">
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_NAMES[role]}
          </option>
        ))}
      </select>
    </label>
  );
}

function WipeChoice({ wipe: [left, right], onChange }: { wipe: PicturesView["wipe"]; onChange: Patch }) {
  // Choosing what the other side shows swaps the two.
  return (
    <div className="flex flex-wrap gap-x-3 gap-y-1.5">
      <RoleSelect label="Left" value={left} onChange={(role) => onChange({ wipe: [role, role === right ? left : right] })} />
      <RoleSelect label="Right" value={right} onChange={(role) => onChange({ wipe: [role === left ? right : left, role] })} />
    </div>
  );
}

function SideChoice({ side, onChange }: { side: readonly PictureRole[]; onChange: Patch }) {
  return (
    <fieldset className="flex flex-wrap gap-x-3 gap-y-1.5 text-xs text-ink-2">
      <legend className="sr-only">Pictures side by side, two at least</legend>
      {PICTURES.map((role) => {
        const chosen = side.includes(role);
        const needed = chosen && side.length <= 2;
        return (
          <label key={role} className="flex items-center gap-1.5">
            <input type="checkbox" checked={chosen} disabled={needed} onChange={() => onChange({ side: PICTURES.filter((each) => (each === role ? !chosen : side.includes(each))) })} className="size-3.5 accent-accent" />
            {ROLE_NAMES[role]}
          </label>
        );
      })}
    </fieldset>
  );
}

/** The mode, and what it shows. */
export function ViewControls({ view, onChange }: { view: PicturesView; onChange: Patch }) {
  const { mode, wipe, side, single } = view;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented label="Mode" value={mode} onChange={(next) => onChange({ mode: next })} options={MODE_OPTIONS} />
      {mode === "wipe" && <WipeChoice wipe={wipe} onChange={onChange} />}
      {mode === "side" && <SideChoice side={side} onChange={onChange} />}
      {mode === "single" && <Segmented label="Picture" value={single} onChange={(role) => onChange({ single: role })} options={PICTURES.map((role, index) => ({ value: role, label: `${index + 1} ${ROLE_NAMES[role]}` }))} />}
    </div>
  );
}
