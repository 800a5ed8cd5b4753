import { lineOf, type Mapping } from './mapping.ts';
import { type Format, readRows } from './rows.ts';

/** What is written at once, characters: few parts, and none of them large. */
const pieceLength = 1_000_000;

/** The file as a manifest; the browser may keep its parts on disk. `onProgress`: 0 to 1. */
export async function manifestOf(
  file: File,
  format: Format,
  mapping: Mapping,
  onProgress: (share: number) => void,
): Promise<Blob> {
  const parts: Blob[] = [];
  let piece = '';
  const flush = (): void => {
    parts.push(new Blob([piece]));
    piece = '';
  };
  await readRows(file, format, (rows, bytes) => {
    for (const row of rows) piece += `${JSON.stringify(lineOf(row, mapping))}\n`;
    if (piece.length >= pieceLength) flush();
    onProgress(Math.min(1, bytes / Math.max(1, file.size)));
  });
  flush();
  return new Blob(parts);
}
