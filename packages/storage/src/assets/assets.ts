import {
  type AssetRecord,
  type AssetTotal,
  type AssetUse,
  assetKey,
  type GivenAsset,
  heldAsset,
  totalAfter,
} from '@asg/domain';
import { list, read, write, writeMany } from '../records/noun.ts';

type Found = AssetRecord | null;

export interface HoldAsset {
  readonly customerId: string;
  readonly sha256: string;
  /** Null: it is to be there already. */
  readonly given: GivenAsset | null;
  readonly nowMs: number;
}

export interface AssetAt extends Pick<AssetRecord, 'customerId' | 'sha256'> {
  readonly nowMs: number;
}

const placeLength = 16;
const placeOf = (atMs: number): string => String(atMs).padStart(placeLength, '0');

/** Where a customer's asset stands in their list. */
export function assetPlace({ createdAtMs, sha256 }: Pick<AssetRecord, 'createdAtMs' | 'sha256'>): string {
  return `${placeOf(createdAtMs)} ${sha256}`;
}

/** Where an asset stands in the list of the idle ones. */
export function assetIdlePlace(asset: AssetRecord): string {
  // What is being deleted is first: whoever began may have died at it.
  return `${placeOf(asset.deletingAtMs === undefined ? asset.usedAtMs : 0)} ${assetKey(asset)}`;
}

/** What customers gave by value, by customer and SHA-256. */
export const assets = {
  name: 'ast',
  reads: {
    get: read(assetKey, (found: Found) => found),
  },
  lists: {
    /** By when they were last asked for, the earliest first. */
    idle: list({
      name: 'assets idle',
      place: (asset: AssetRecord) => ({ group: '', place: assetIdlePlace(asset) }),
      view: (asset) => asset,
    }),
    /** A customer's own, by when they were given. */
    ofCustomer: list({
      name: 'assets of customer',
      place: (asset: AssetRecord) =>
        asset.arriving === undefined ? { group: asset.customerId, place: assetPlace(asset) } : null,
      view: (asset) => asset,
    }),
  },
  writes: {
    /** Makes what is given unless it is there, and notes that it was asked for: as it is then. Null: it is not held. */
    hold: writeMany(
      write(assetKey, (found: Found, wanted: HoldAsset) => {
        const after = heldAsset(found, wanted);
        return { after: after === found || after === null ? undefined : after, result: after };
      }),
    ),
    /** Its bytes are kept. Null: it is not held any more. */
    arrived: write(assetKey, (found: Found, _key: Pick<AssetRecord, 'customerId' | 'sha256'>) => {
      if (found === null || found.deletingAtMs !== undefined) return { result: null };
      const { arriving, ...kept } = found;
      return { after: arriving === undefined ? undefined : kept, result: kept };
    }),
    /** Nobody can hold it from now on, until it is removed or kept. Null: there is none. */
    beginRemoval: write(assetKey, (found: Found, { nowMs }: AssetAt) => {
      if (found === null || found.deletingAtMs !== undefined) return { result: found };
      const after = { ...found, deletingAtMs: nowMs };
      return { after, result: after };
    }),
    /** The same, for good. Null: there is none. */
    takeDown: write(assetKey, (found: Found, { nowMs }: AssetAt) => {
      if (found === null || found.isTakenDown) return { result: found };
      const after: AssetRecord = { ...found, deletingAtMs: found.deletingAtMs ?? nowMs, isTakenDown: true };
      return { after, result: after };
    }),
    /** It is not removed after all; it was shown last at that moment. */
    keep: write(assetKey, (found: Found, { nowMs }: AssetAt) => {
      if (found === null || found.isTakenDown) return { result: null };
      const { deletingAtMs: _over, ...kept } = found;
      return { after: { ...kept, usedAtMs: Math.max(kept.usedAtMs, nowMs) }, result: null };
    }),
    /** Of one whose removal was begun nothing is kept. */
    remove: write(assetKey, (found: Found, _key: Pick<AssetRecord, 'customerId' | 'sha256'>) => ({
      after: found?.deletingAtMs === undefined ? undefined : null,
      result: null,
    })),
  },
} as const;

/** Which tasks and gold items show an asset, by their id. */
export const assetUses = {
  name: 'asu',
  lists: {
    of: list({
      name: 'asset uses',
      place: (use: AssetUse, userId) => ({ group: assetKey(use), place: userId }),
      view: (use) => use,
    }),
  },
  writes: {
    add: writeMany(
      write(
        ({ userId }: AssetUse) => userId,
        (found: AssetUse | null, use) => ({ after: found === null ? use : undefined, result: null }),
      ),
    ),
    drop: writeMany(
      write(
        (userId: string) => userId,
        (found: AssetUse | null) => ({ after: found === null ? undefined : null, result: null }),
      ),
    ),
  },
} as const;

export interface CountAssets {
  readonly customerId: string;
  /** Of this change alone: it is counted once. */
  readonly name: string;
  readonly bytes: number;
  readonly count: number;
}

/** What each customer's assets take up. */
export const assetTotals = {
  name: 'asb',
  reads: {
    get: read(
      (customerId: string) => customerId,
      (found: AssetTotal | null) => ({ bytes: found?.bytes ?? 0, count: found?.count ?? 0 }),
    ),
  },
  writes: {
    add: write(
      ({ customerId }: CountAssets) => customerId,
      (found: AssetTotal | null, change) => ({ after: totalAfter(found, change) ?? undefined, result: null }),
    ),
  },
} as const;
