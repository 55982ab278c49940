/** One measured figure, told the same way whatever was measured. */
export interface Figure {
  readonly work: string;
  /** What was reached, with its unit: "5.2x faster", "38 ms". */
  readonly reached: string;
  /** Against what: the named peer and what it reached; empty where there is none. */
  readonly peer?: string;
  readonly goal?: string;
  readonly met?: boolean;
}

/** A figure that could not be measured is named with the reason, never left out. */
export const missing = (work: string, why: string): Figure => ({ work, reached: 'not measured', peer: why });

/** `ours` against `theirs` (both milliseconds of the same work): how many times faster, and whether that is enough. */
export function faster(work: string, ours: number, peer: string, theirs: number, goal: number): Figure {
  const ratio = theirs / ours;
  return {
    work,
    reached: `${ratio.toFixed(2)}x as fast (${ours.toFixed(1)} ms)`,
    peer: `${peer} ${theirs.toFixed(1)} ms`,
    goal: `${goal}x`,
    met: ratio >= goal,
  };
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ work, reached, peer = '', goal = '', met }) => [
    work,
    reached,
    peer,
    goal,
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ]);
  const head = ['work', 'reached', 'peer, in the same run', 'goal', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
