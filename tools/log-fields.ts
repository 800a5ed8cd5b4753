import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const calls = /\b#?log\.(?:trace|debug|info|warn|error|fatal)\(\s*\{/g;
const spread = /^\.\.\./;
const named = /^([A-Za-z_]\w*)\s*(?::|$)/;
const notInLines = /\.test\.ts$|\.suite\.ts$|\/testing\/|\/faults\//;

export interface LogFields {
  /** Of the lines of the server, by name. */
  readonly fields: ReadonlySet<string>;
  /** What cannot be read here: whole objects. */
  readonly spreads: readonly string[];
}

/** The names of what lines of the log say, as the sources give them. */
export function logFields(root: string): LogFields {
  const fields = new Set<string>();
  const spreads: string[] = [];
  for (const file of globSync(['packages/*/src/**/*.ts', 'apps/server/src/**/*.ts'], { cwd: root })) {
    if (notInLines.test(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const { index, 0: call } of text.matchAll(calls))
      for (const member of membersAt(text, index + call.length)) {
        const name = named.exec(member)?.[1];
        if (name !== undefined) fields.add(name);
        else if (spread.test(member)) spreads.push(`${file}: ${member}`);
        else throw new Error(`${file}: ${member} is no field of a line`);
      }
  }
  return { fields, spreads };
}

/** The members of an object literal whose brace ends at `start`, as they are written. */
function membersAt(text: string, start: number): readonly string[] {
  const members: string[] = [];
  let depth = 1;
  let from = start;
  for (let i = start; ; i++) {
    const char = text[i];
    if (char === undefined) throw new Error('an object without an end');
    if ('{[('.includes(char)) depth++;
    else if ('}])'.includes(char)) depth--;
    const isEnd = depth === 0;
    if (!isEnd && !(depth === 1 && char === ',')) continue;
    members.push(text.slice(from, i).trim());
    if (isEnd) return members.filter((member) => member !== '');
    from = i + 1;
  }
}
