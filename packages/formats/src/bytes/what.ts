import { FileRefused } from '../row.ts';

const starts = (bytes: Uint8Array, ...signature: readonly number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte);

/** Bytes that tell a gzip stream. */
export const isGzip = (bytes: Uint8Array): boolean => starts(bytes, 0x1f, 0x8b, 0x08);

/** Bytes that tell a zip, of files or of none. */
export const isZip = (bytes: Uint8Array): boolean =>
  starts(bytes, 0x50, 0x4b, 0x03, 0x04) || starts(bytes, 0x50, 0x4b, 0x05, 0x06);

/** Files that are often taken for a table, by their first bytes. */
const others: readonly (readonly [signature: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip or an Excel workbook: save a table as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook: save it as CSV'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed with zstd: use gzip, or none'],
  [[0x42, 0x5a, 0x68], 'compressed with bzip2: use gzip, or none'],
];

/** Throws a `FileRefused` that says what the bytes are, where they are known to be no text. */
export function assertText(start: Uint8Array): void {
  const found = others.find(([signature]) => starts(start, ...signature));
  if (found !== undefined) throw new FileRefused(`the file is ${found[1]}`);
}

/** Throws a `FileRefused` where the text is that of a web page. */
export function assertNoPage(start: string): void {
  if (/^\s*<(?:!doctype|html|head|body|\?xml|!--)/i.test(start))
    throw new FileRefused(
      'the file is an HTML page or XML, and no table: was it saved from a page that asks to sign in?',
    );
}
