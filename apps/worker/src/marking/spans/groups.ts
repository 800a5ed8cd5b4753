/** Lines that are drawn anew together. */
export interface Group {
  readonly at: number;
  readonly lines: readonly string[];
}

const groupChars = 2_000;

export function groupsOf(text: string): readonly Group[] {
  const groups: Group[] = [];
  let lines: string[] = [];
  let at = 0;
  let length = 0;
  for (const line of text.split(/(?<=\n)/)) {
    lines.push(line);
    length += line.length;
    if (length < groupChars) continue;
    groups.push({ at, lines });
    at += length;
    lines = [];
    length = 0;
  }
  return lines.length === 0 ? groups : [...groups, { at, lines }];
}
