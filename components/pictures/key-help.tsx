const Key = ({ children }: { children: string }) => <kbd className="rounded border border-line-strong bg-surface px-1 font-mono text-2xs text-ink-2">{children}</kbd>;

/** The keys, in a line; they work while the focus is inside of the players. */
export function KeyHelp({ blind }: { blind: boolean }) {
  const keys: [string[], string][] = [
    [["Space"], "play"], [[",", "."], "step"], [["<", ">"], "10 frames"],
    ...(blind ? [[["A", "B", "X"], "look at"] as [string[], string]] : [[["1", "2", "3"], "source, HEVC, candidate"] as [string[], string], [["N", "P"], "next, previous worst"] as [string[], string]]),
    [["+", "−", "0"], "zoom"], [["Shift"], "+ arrows: move"], [["Ctrl"], "+ wheel: zoom"],
  ];
  return (
    <p className="flex flex-wrap gap-x-3.5 gap-y-1 text-2xs text-ink-3 pointer-coarse:hidden">
      <span>Keys, with the focus in here:</span>
      {keys.map(([names, what]) => (
        <span key={what} className="inline-flex items-center gap-1">
          {names.map((name) => (
            <Key key={name}>{name}</Key>
          ))}{" "}
          {what}
        </span>
      ))}
    </p>
  );
}
