import { decodeUtf8, isSourceLine, type LineNotice, parseJson, placeAfter } from '@asg/domain';
import { SameItems, type TaskRows } from '@asg/domain/rows';
import { FileRefused, type Row, rowsOf, rowsOfLine } from '@asg/formats';
import { isRecord } from '@asg/values/json';
import { barren, type JobBounds, tooLarge } from '../bounds.ts';
import { type ByteLine, byteLines, lineBytesMax } from './byte-lines.ts';
import { type Chunk, ChunkBuilder, chunkPlacesMax } from './chunk.ts';

/** Items that are remembered to notice the same one again. */
const itemsRemembered = 10_000;

/** Where reading goes on. */
export interface From {
  readonly offset: number;
  readonly place: number;
}

/** Several rows share a line: the manifest is to be read as `rows`, from its beginning. */
export class SharedLine extends Error {
  override readonly name = 'SharedLine';
}

/** Reads a manifest on as chunks of rows. */
export class ManifestRows {
  readonly #rows: TaskRows;
  readonly #bounds: JobBounds;
  readonly #items = new SameItems(itemsRemembered);
  /** Bytes that were read, unpacked. */
  bytes = 0;
  /** What was applied before is still being passed over. */
  isPassingOver = false;

  constructor(rows: TaskRows, bounds: JobBounds) {
    this.#rows = rows;
    this.#bounds = bounds;
  }

  /** Of lines of JSON in UTF-8, from a byte on. Throws a `SharedLine` where one has several rows. */
  async *lines(stream: AsyncIterable<Uint8Array>, from: From, isOld: boolean): AsyncGenerator<Chunk> {
    const { offset, place } = from;
    let chunk = new ChunkBuilder(place, offset);
    const { barrenBytesMax } = this.#bounds;
    const lines = byteLines(stream, { offset, line: place }, !isOld, (read) => {
      this.bytes = read.offset;
      if (read.offset > this.#bounds.manifestBytesMax) throw tooLarge(this.#bounds);
      if (read.unended > barrenBytesMax) throw barren(this.#bounds);
    });
    try {
      for await (const line of lines) {
        const rows = rowsOfBytes(line);
        const found = rows.filter(({ kind }) => kind === 'values' || kind === 'error');
        if (found.length > 1 && !isOld) throw new SharedLine();
        const { number, end } = line;
        for (const row of rows) if (row.kind === 'notice') chunk.note(number, row.reason);
        if (found.length > 1)
          chunk.add(number, number, end, { kind: 'wrong', reason: 'there is more behind the object' });
        else for (const row of found) this.#take(chunk, row, number, number, end);
        chunk.pass(number, end);
        if (!chunk.isFull) continue;
        yield chunk.built;
        chunk = new ChunkBuilder(number, end);
      }
    } catch (error) {
      // What stands before the fault is kept.
      if (!chunk.isEmpty) yield chunk.built;
      throw error;
    }
    if (!chunk.isEmpty) yield chunk.built;
  }

  /** Of any format, from the beginning: rows up to `from.place` are passed over. Throws a `FileRefused` where it cannot be read. */
  async *rows(
    stream: AsyncIterable<Uint8Array>,
    from: From,
    encoding: string | null,
    usefulUntil: number,
  ): AsyncGenerator<Chunk> {
    this.isPassingOver = from.place > 0;
    let lastRowAt = usefulUntil;
    const onBytes = (length: number): void => {
      this.bytes += length;
      if (this.bytes > this.#bounds.manifestBytesMax) throw tooLarge(this.#bounds);
      if (this.bytes - lastRowAt > this.#bounds.barrenBytesMax + length) throw barren(this.#bounds);
    };
    let chunk = new ChunkBuilder(from.place, this.bytes);
    let before = 0;
    let pending: LineNotice[] = [];
    try {
      for await (const row of rowsOf(stream, { encoding, onBytes })) {
        if (row.kind === 'columns') {
          const { problem, notice } = this.#rows.columns(row.columns);
          if (problem !== null) throw new FileRefused(`it is a table, and ${problem}`);
          if (notice !== null) pending.push({ line: row.line, reason: notice });
          continue;
        }
        if (row.kind === 'notice') {
          pending.push({ line: row.line, reason: row.reason });
          continue;
        }
        const place = placeAfter(before, row.line);
        before = place;
        lastRowAt = Math.max(lastRowAt, this.bytes);
        if (place <= from.place) {
          pending = [];
          continue;
        }
        this.isPassingOver = false;
        // Places are not left out within a chunk's reach: what is cancelled is looked for by place.
        if (place > chunk.first + chunkPlacesMax || chunk.isFull) {
          chunk.pass(place - 1);
          yield chunk.built;
          chunk = new ChunkBuilder(place - 1, this.bytes);
        }
        for (const { line, reason } of pending) chunk.note(line, reason);
        pending = [];
        this.#take(chunk, row, place, row.line, this.bytes);
        chunk.pass(place, this.bytes);
      }
    } catch (error) {
      if (!chunk.isEmpty) yield chunk.built;
      throw error;
    }
    for (const { line, reason } of pending) chunk.note(line, reason);
    if (!chunk.isEmpty) yield chunk.built;
  }

  #take(chunk: ChunkBuilder, row: ManifestLineRow, place: number, line: number, end: number): void {
    if (row.kind === 'notice' || row.kind === 'columns') return;
    if (row.kind === 'error') {
      chunk.add(place, line, end, { kind: 'wrong', reason: row.reason });
      return;
    }
    const { values } = row;
    if (!this.#rows.isTable && isSourceLine(values)) {
      const text = 'text' in row ? row.text : JSON.stringify(values);
      chunk.add(place, line, end, { kind: 'source', values, text });
      return;
    }
    const outcome = this.#rows.task(values);
    if (!outcome.ok) {
      chunk.add(place, line, end, { kind: 'wrong', reason: outcome.reason });
      return;
    }
    const { task, notice } = outcome;
    for (const said of [notice, this.#items.noticeOf(task, line)]) if (said != null) chunk.note(line, said);
    chunk.add(place, line, end, { kind: 'task', task });
  }
}

/** A row, and of a line by itself what was written there. */
type ManifestLineRow =
  | Row
  | { readonly kind: 'values'; readonly line: number; readonly values: Values; readonly text: string };
type Values = Readonly<Record<string, unknown>>;

/** What is in a line of JSON: nothing, if it is blank. */
function rowsOfBytes({ number: line, bytes }: ByteLine): readonly ManifestLineRow[] {
  if (bytes === null)
    return [{ kind: 'error', line, reason: `the line is longer than ${lineBytesMax} bytes` }];
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok) return [{ kind: 'error', line, reason: `the line ${decoded.problem}` }];
  const { text } = decoded;
  if (text.trim() === '') return [];
  // The quick way, for what is an object and nothing else.
  const parsed = parseJson(text, 'metadata');
  if (parsed.ok && isRecord(parsed.value)) return [{ kind: 'values', line, values: parsed.value, text }];
  return [...rowsOfLine(line, text)];
}
