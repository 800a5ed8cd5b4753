import { at } from '@asg/values/present';
import { DigestSums, type StoreDigest } from '../stores/digest-sums.ts';
import type { Piece, Shelf } from './shelf.ts';

/** The kind of a record, and its name among all. */
export function nameOf(line: string): { readonly kind: string; readonly name: string } {
  const [set, id] = JSON.parse(line) as [string, string];
  const kind = set === 'doc' ? id.slice(0, Math.max(0, id.indexOf(':'))) || set : set;
  return { kind, name: `${set} ${id}` };
}

/**
 * Gives each record of a backup once, as it was last: piece by piece, the newest first, beginning with the given number of
 * pieces from the end. Every piece is compared with its SHA-256.
 */
export async function eachNewest(
  shelf: Shelf,
  pieces: readonly Piece[],
  from: number,
  take: (lines: readonly string[], nth: number) => Promise<void>,
): Promise<void> {
  const known = new Set<string>();
  for (let nth = 0; nth < pieces.length; nth++) {
    const piece = at(pieces, pieces.length - 1 - nth);
    // What was done before is read again where later pieces need to know what it had.
    if (nth < from && piece.pass === 1) continue;
    const lines = await shelf.lines(piece);
    const fresh = lines.filter((line) => {
      const { name } = nameOf(line);
      if (known.has(name)) return false;
      if (piece.pass > 1) known.add(name);
      return true;
    });
    if (nth >= from) await take(fresh, nth);
  }
}

export async function digestOfBackup(
  shelf: Shelf,
  pieces: readonly Piece[],
  reached: (done: number) => void,
): Promise<StoreDigest> {
  const sums = new DigestSums();
  await eachNewest(shelf, pieces, 0, async (lines, nth) => {
    for (const line of lines) sums.add(nameOf(line).kind, line);
    reached(nth + 1);
  });
  return sums.digest();
}
