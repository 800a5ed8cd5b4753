import { isRecord } from '@asg/values/json';
import { afterBlanks, JsonFault, parseValue } from '../json/parse.ts';
import { linesOf } from '../lines.ts';
import { type Format, type Row, rowLengthMax } from '../row.ts';

/** An object comes first, or behind one line that is broken: no row of a table begins so. */
const objectFirst = /^\s*(?:\{|[^\s[{][^\r\n]*[\r\n]\s*\{\s*"[^"\r\n]*"\s*:)/;

/** An object a line; blank lines are passed over. Objects in a row, commas behind them and marks of joined files are read. */
export const jsonl: Format<unknown> = {
  name: 'jsonl',
  detect: (start) => objectFirst.test(start),
  async *read(text) {
    for await (const { number: line, text: whole } of linesOf(text, rowLengthMax)) {
      if (whole === null) yield error(line, `the line is longer than ${rowLengthMax} characters`);
      else yield* rowsOfLine(line, whole);
    }
  },
  *write(rows) {
    for (const row of rows) yield `${JSON.stringify(row)}\n`;
  },
};

const error = (line: number, reason: string): Row => ({ kind: 'error', line, reason });

/** What a line holds, its number given: an object before anything that is no object is part of the fault. Of a blank one nothing. */
export function* rowsOfLine(line: number, whole: string): Generator<Row> {
  const text = whole.replaceAll(/^[\s\uFEFF]+|\s+$/g, '');
  try {
    let at = 0;
    while (at < text.length) {
      const { value, end } = parseValue(text, at);
      at = afterBlanks(text, end);
      const comma = text[at] === ',';
      if (comma) at = afterBlanks(text, at + 1);
      if (at < text.length && text[at] !== '{') throw new JsonFault('there is more behind the object', at);
      if (comma) yield { kind: 'notice', line, reason: 'a comma behind an object is passed over' };
      yield isRecord(value) ? { kind: 'values', line, values: value } : error(line, 'not a JSON object');
    }
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    const column = fault.at + 1 + (whole.length - whole.trimStart().length);
    yield error(line, `not valid JSON at column ${column}: ${fault.message}`);
  }
}
