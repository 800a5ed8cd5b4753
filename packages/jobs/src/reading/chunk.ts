import type { LineNotice, RowTask } from '@asg/domain';

/** Places that are applied together, and about how many bytes of them. */
export const chunkPlacesMax = 200;
const chunkBytesMax = 512 * 1024;

/** What stands in a row: fields of a task, or a line of Ground Truth, or why it is neither. */
export type Found =
  | { readonly kind: 'task'; readonly task: RowTask }
  | { readonly kind: 'source'; readonly values: Readonly<Record<string, unknown>>; readonly text: string }
  | { readonly kind: 'wrong'; readonly reason: string; readonly text?: string };

/** A row of a manifest. */
export interface ManifestRow {
  /** What the id of its task is made of; see `placeAfter`. */
  readonly place: number;
  /** The file's, from 1; of a zip, which of its files. */
  readonly line: number;
  /** Of a zip, the file's. */
  readonly name?: string;
  /** The byte behind it, or behind what was read when it was found. */
  readonly end: number;
  readonly found: Found;
}

/** Rows that follow each other, none of them more than `chunkPlacesMax` places behind the chunk before. */
export interface Chunk {
  readonly rows: readonly ManifestRow[];
  readonly notices: readonly LineNotice[];
  /** The place up to which all is in it or before it, and the byte behind. */
  readonly place: number;
  readonly end: number;
}

/** Gathers a chunk. */
export class ChunkBuilder {
  readonly first: number;
  readonly #from: number;
  readonly #rows: ManifestRow[] = [];
  readonly #notices: LineNotice[] = [];
  #place: number;
  #end: number;

  constructor(place: number, end: number) {
    this.first = place;
    this.#place = place;
    this.#from = end;
    this.#end = end;
  }

  add(place: number, line: number, end: number, found: Found, name?: string): void {
    this.#rows.push({ place, line, end, found, ...(name === undefined ? {} : { name }) });
  }

  note(line: number, reason: string): void {
    this.#notices.push({ line, reason });
  }

  /** All up to the place is in it, or was blank. */
  pass(place: number, end = this.#end): void {
    this.#place = place;
    this.#end = end;
  }

  /** Of its rows. */
  get count(): number {
    return this.#rows.length;
  }

  get isEmpty(): boolean {
    return this.#place === this.first && this.#notices.length === 0;
  }

  get isFull(): boolean {
    return this.#place - this.first >= chunkPlacesMax || this.#end - this.#from >= chunkBytesMax;
  }

  get built(): Chunk {
    return { rows: this.#rows, notices: this.#notices, place: this.#place, end: this.#end };
  }
}
