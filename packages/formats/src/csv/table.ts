import type { Row } from '../row.ts';
import type { CsvRecord } from './records.ts';

/** Puts cells under the names of their columns; the first record that is not blank has the names. */
export class CsvTable {
  #names: readonly string[] | null = null;
  #isFirstPassedOver = false;
  #isOver = false;

  *rows(record: CsvRecord): Generator<Row> {
    const { line, cells, fault, isBlank } = record;
    if (this.#isOver || isBlank) return;
    if (fault !== null) {
      yield { kind: 'error', line, reason: fault };
      this.#isOver = this.#names === null;
      return;
    }
    if (this.#names === null) {
      this.#names = cells.map((cell) => cell.trim());
      yield { kind: 'columns', line, columns: this.#names };
      return;
    }
    const names = this.#names;
    const reason = faultOf(names, cells);
    if (reason !== null) {
      yield { kind: 'error', line, reason };
      return;
    }
    if (names[0] === '' && (cells[0] ?? '').trim() !== '' && !this.#isFirstPassedOver) {
      this.#isFirstPassedOver = true;
      yield { kind: 'notice', line, reason: 'the first column has no name, and is passed over' };
    }
    yield { kind: 'values', line, values: valuesOf(names, cells) };
  }
}

const isEmpty = (cell: string | undefined): boolean => cell === undefined || cell.trim() === '';

/** What does not fit the names; null: nothing. */
function faultOf(names: readonly string[], cells: readonly string[]): string | null {
  const isTooLong = cells.slice(names.length).some((cell) => !isEmpty(cell));
  const isTooShort = names.slice(cells.length).some((name) => name !== '');
  if (isTooLong || isTooShort)
    return `has ${cells.length} ${cells.length === 1 ? 'value' : 'values'}, the header has ${names.length}`;
  const nameless = names.findIndex((name, i) => i > 0 && name === '' && !isEmpty(cells[i]));
  if (nameless > 0) return `there is a value in column ${nameless + 1}, which has no name`;
  const seen = new Map<string, string>();
  for (const [i, name] of names.entries()) {
    const cell = cells[i];
    if (name === '' || cell === undefined || isEmpty(cell)) continue;
    const other = seen.get(name);
    if (other !== undefined && other !== cell)
      return `the column ${JSON.stringify(name)} is there twice, with different values`;
    seen.set(name, cell);
  }
  return null;
}

function valuesOf(names: readonly string[], cells: readonly string[]): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [i, name] of names.entries()) {
    const cell = cells[i] ?? '';
    if (name !== '' && isEmpty(values.get(name))) values.set(name, cell);
  }
  return Object.fromEntries(values);
}
