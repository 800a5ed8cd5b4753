/** An item that a customer gave by value. Its bytes never change: they are what its name says. */
export interface AssetRecord {
  readonly customerId: string;
  /** SHA-256 of the bytes as they were given, 64 hex digits. */
  readonly sha256: string;
  readonly contentType: string;
  readonly bytes: number;
  /** The whole of it, where it is a short text. */
  readonly text?: string;
  readonly createdAtMs: number;
  /** When a task last asked for it, it was given again or a task that shows it ended; exact to an hour. */
  readonly usedAtMs: number;
  /** Its bytes are not kept yet: nobody can show it. */
  readonly arriving?: true;
  /** It is being deleted since then: nobody can show it any more. */
  readonly deletingAtMs?: number;
  /** The operator took it down: whatever shows it ends, and it is not kept for anything. */
  readonly isTakenDown?: true;
}

/** What a customer's assets take up. Exact but for processes that died within a change. */
export interface AssetTotal {
  readonly customerId: string;
  readonly bytes: number;
  readonly count: number;
  /** Names of the latest changes: one that is sent again counts once. */
  readonly recent: readonly string[];
}
const recentMax = 64;
const nothing: Omit<AssetTotal, 'customerId'> = { bytes: 0, count: 0, recent: [] };

/** The total after a change of that name; null: it was counted before. */
export function totalAfter(
  found: AssetTotal | null,
  {
    customerId,
    name,
    bytes,
    count,
  }: { readonly customerId: string; readonly name: string; readonly bytes: number; readonly count: number },
): AssetTotal | null {
  const { recent, ...before } = found ?? { customerId, ...nothing };
  if (recent.includes(name)) return null;
  return {
    customerId,
    bytes: Math.max(0, before.bytes + bytes),
    count: Math.max(0, before.count + count),
    recent: [...recent, name].slice(-recentMax),
  };
}

/** That a task, or a gold item, shows an asset. */
export interface AssetUse {
  /** Of the task or the gold item. */
  readonly userId: string;
  readonly customerId: string;
  readonly sha256: string;
  readonly sinceMs: number;
}

/** A short text as a customer gives it. */
export interface GivenText {
  readonly sha256: string;
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: number;
}

const scheme = 'asset://';
const form = /^asset:\/\/([0-9a-f]{64})$/;
export const plainText = 'text/plain; charset=utf-8';
const usedStepMs = 3_600_000;

/** How tasks name an asset of their customer's. `sha256`: 64 hex digits. */
export function assetUrl(sha256: string): string {
  return scheme + sha256;
}

/** The SHA-256 that an asset's URL names; null: it is no such URL. */
export function assetNamed(url: string): string | null {
  return form.exec(url)?.[1] ?? null;
}

export function isAssetUrl(url: string): boolean {
  return url.startsWith(scheme);
}

/** Under which an asset is kept: what one customer holds says nothing of another. */
export function assetKey({ customerId, sha256 }: Pick<AssetRecord, 'customerId' | 'sha256'>): string {
  return `${customerId} ${sha256}`;
}

/** What a customer gives: a short text whole, anything else by what it is. */
export type GivenAsset = Pick<AssetRecord, 'contentType' | 'bytes' | 'text' | 'arriving'>;

/** Whether tasks can show it, and its customer sees it. */
export function isKept<Asset extends AssetRecord>(asset: Asset | null): asset is Asset {
  return asset !== null && asset.arriving === undefined && asset.deletingAtMs === undefined;
}

/** What wanting an asset makes of it; null: it is not held, is being deleted or arrives still, and nothing was given for it. */
export function heldAsset(
  found: AssetRecord | null,
  wanted: {
    readonly customerId: string;
    readonly sha256: string;
    readonly given: GivenAsset | null;
    readonly nowMs: number;
  },
): AssetRecord | null {
  const { customerId, sha256, given, nowMs } = wanted;
  if (found?.deletingAtMs !== undefined) return null;
  if (found?.arriving !== undefined && given === null) return null;
  if (found !== null) return nowMs - found.usedAtMs < usedStepMs ? found : { ...found, usedAtMs: nowMs };
  return given === null ? null : { customerId, sha256, ...given, createdAtMs: nowMs, usedAtMs: nowMs };
}

export function givenText({ text, bytes }: GivenText): GivenAsset {
  return { contentType: plainText, bytes, text };
}
