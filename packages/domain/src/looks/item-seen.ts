import type { ItemExtent } from '../answers/rules.ts';
import { type AssignmentParts, assignmentBytes } from '../ids/assignment.ts';
import { idPrefixes } from '../ids/ids.ts';
import { bytesOfDigits, ulidBytes } from '../ids/ulid.ts';

/** What a worker is shown an item as: what they hold, or an item of practice. */
export type ShownAs = AssignmentParts | { readonly goldId: string };

/** That a worker was shown an item; `extent` null: it could not be shown, or is of a token that does not say. */
export interface ItemSeen {
  readonly extent: ItemExtent | null;
}

/** By what the worker brings with their answer, if anything; null: nobody knows that they were shown it. */
export type SeenBy = (workerId: string, as: ShownAs, itemToken: string | null) => ItemSeen | null;

const extentLength = 8;

/** What a token of a look is made of: no two looks have the same bytes, by their number already. */
export function lookBytes(as: ShownAs, extent: Uint8Array): Uint8Array {
  const shown =
    'goldId' in as ? bytesOfDigits(as.goldId.slice(idPrefixes.gold.length), ulidBytes) : assignmentBytes(as);
  const bytes = new Uint8Array(shown.length + extent.length);
  bytes.set(shown);
  bytes.set(extent, shown.length);
  return bytes;
}

/** 8 bytes: width and height of a picture, or nothing and the length of a text; none where it is not known. */
export function extentBytes(extent: ItemExtent | null): Uint8Array {
  if (extent === null) return new Uint8Array(0);
  const bytes = new Uint8Array(extentLength);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 'width' in extent ? extent.width : 0);
  view.setUint32(extentLength / 2, 'width' in extent ? extent.height : extent.length);
  return bytes;
}

export function extentOfBytes(bytes: Uint8Array): ItemExtent | null {
  if (bytes.length !== extentLength) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, other] = [view.getUint32(0), view.getUint32(extentLength / 2)];
  return width > 0 ? { width, height: other } : { length: other };
}
