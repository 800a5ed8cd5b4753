import { type RowTask, withDefaults } from '@asg/domain/rows';
import { MappedRows, type Mapping } from './mapping.ts';
import { type LineNote, piecesOf, type ReadingOptions, type Sheet } from './reading.ts';

/** What is written at once, characters: few parts, and none of them large. */
const pieceLength = 1_000_000;

/** What is sent in place of a file, and the rows of it that are not: they are none in the way that the form says. */
export interface Rewritten {
  readonly manifest: Blob;
  readonly unsent: readonly LineNote[];
}

/**
 * The file as a manifest of what the form says of its columns, each row at the line that it has in the file, so that what is said of a
 * line is true of both; rows that share one follow each other. The browser may keep its parts on disk.
 */
export async function manifestOf(
  sheet: Sheet,
  mapping: Mapping,
  /** What is said of all rows that do not say it themselves. */
  common: RowTask,
  options: ReadingOptions,
): Promise<Rewritten> {
  const parts: Blob[] = [];
  const unsent: LineNote[] = [];
  const rows = new MappedRows(sheet.columns, mapping);
  let piece = '';
  let lines = 0;
  const flush = (): void => {
    parts.push(new Blob([piece]));
    piece = '';
  };
  for await (const found of piecesOf(sheet.file, options)) {
    if (found.kind === 'columns') rows.columns(found.columns);
    if (found.kind === 'refused') unsent.push(found.note);
    if (found.kind !== 'row') continue;
    const { line } = found;
    const outcome = rows.task(found.row);
    if (!outcome.ok) {
      unsent.push({ line, reason: outcome.reason });
      continue;
    }
    const blank = Math.max(0, line - 1 - lines);
    piece += `${'\n'.repeat(blank)}${JSON.stringify(withDefaults(outcome.task, common))}\n`;
    lines += blank + 1;
    if (piece.length >= pieceLength) flush();
  }
  flush();
  return { manifest: new Blob(parts), unsent };
}
