import { idPrefixes } from './ids.ts';
import { encodeUlid, ulidTimeMs } from './ulid.ts';

const lowest = new Uint8Array(16);

/** The ids of settlements that were made in a year, UTC: from the one on, up to before the other. */
export function settlementsOfYear(year: number): { readonly fromId: string; readonly beforeId: string } {
  const first = (of: number): string => idPrefixes.settlement + encodeUlid(Date.UTC(of, 0), lowest);
  return { fromId: first(year), beforeId: first(year + 1) };
}

/** When a settlement was made, Unix ms. */
export const settlementMadeAtMs = (settlementId: string): number =>
  ulidTimeMs(settlementId.slice(idPrefixes.settlement.length));
