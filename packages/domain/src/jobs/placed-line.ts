/**
 * Rows of a job have places, and the ids of their tasks are made of them: a row's place is the number of its line in the file, or
 * one more than that of the row before it, where several share a line.
 */
export const placeAfter = (before: number, line: number): number => Math.max(before + 1, line);

/** A text that is kept for a place, with the line of the file before it where that is another. */
export const placedText = (text: string, line: number, place: number): string =>
  line === place ? text : `${line}\n${text}`;

/** The text that was kept for a place, and the line of the file that it is of. */
export function readPlaced(kept: string, place: number): { readonly line: number; readonly text: string } {
  const found = /^(\d+)\n/.exec(kept);
  return found === null
    ? { line: place, text: kept }
    : { line: Number(found[1]), text: kept.slice(found[0].length) };
}
