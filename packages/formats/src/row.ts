/** What a reader found, in the order of the file. `line`: the file's, from 1, where it begins. */
export type Row<Values = Readonly<Record<string, unknown>>> =
  | { readonly kind: 'values'; readonly line: number; readonly values: Values }
  | { readonly kind: 'error'; readonly line: number; readonly reason: string }
  /** Of a table, once, before its rows: the names of its columns, without blanks around them; '' where one has none. */
  | { readonly kind: 'columns'; readonly line: number; readonly columns: readonly string[] }
  /** Something was read otherwise than it is written, or passed over. */
  | { readonly kind: 'notice'; readonly line: number; readonly reason: string };

/** A file that cannot be read at all, or from some line on: not text, in another encoding, no known format. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  /** Its text is not encoded as it was read: in another encoding it may be. */
  readonly isEncoding: boolean;

  constructor(message: string, { isEncoding = false }: { readonly isEncoding?: boolean } = {}) {
    super(message);
    this.isEncoding = isEncoding;
  }
}

/** One format: how it is known by the first characters of a text, read and written. */
export interface Format<Written> {
  readonly name: 'csv' | 'json' | 'jsonl';
  /** `start`: at least the first lines, or all there is. */
  readonly detect: (start: string) => boolean;
  /** Never throws for what is in the text: that is an error of its row. */
  readonly read: (text: AsyncIterable<string>) => AsyncIterable<Row>;
  /** The pieces of a file with these rows; each ends with a newline. */
  readonly write: (rows: Iterable<Written>) => Iterable<string>;
}

/** A longer row is an error; of its text nothing is kept. In characters. */
export const rowLengthMax = 1_048_576;
