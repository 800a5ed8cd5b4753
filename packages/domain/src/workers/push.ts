import type { MailLanguage } from '../names.ts';

/** A browser that a worker wants to be told by when there is work. */
export interface PushDevice {
  /** Of its endpoint: the first 32 hex digits of the SHA-256. */
  readonly deviceId: string;
  /** Of the push service that its endpoint belongs to. */
  readonly host: string;
  /** Endpoint and keys, encrypted. */
  readonly sealed: string;
  /** Of what it is told. */
  readonly language: MailLanguage;
  readonly addedAtMs: number;
  /** Messages in a row that its service did not take. */
  readonly failures: number;
}

/** Where a worker wants to be told of work; there while there is such a place. */
export interface PushRecord {
  readonly workerId: string;
  /** In the order in which they came. */
  readonly devices: readonly PushDevice[];
  /** When they were told last; null: never. */
  readonly toldAtMs: number | null;
  /** When it is looked at next whether there is something to tell. */
  readonly lookAtMs: number;
}

/** The server's own key pair, by which push services know it. */
export interface PushKeys {
  /** Uncompressed point of P-256, base64url. */
  readonly publicKey: string;
  readonly sealedPrivateKey: string;
}

/** Browsers that one worker may have told; a further one takes the place of the first. */
export const pushDevicesMax = 5;
/** A worker is told again no sooner. */
export const pushGapMs = 6 * 3_600_000;
/** Who labelled so lately, or holds tasks, is at work, and is told nothing. */
export const pushQuietMs = 30 * 60_000;
/** Where there is nothing to tell, it is looked at again after so long. */
export const pushLookMs = 5 * 60_000;
/** So many messages in a row that a service does not take, and the device is forgotten. */
export const pushFailuresMax = 8;

/** With the device, in the place of what was known of it. Who was told lately is not told anew for a device more. */
export function withPushDevice(found: PushRecord | null, workerId: string, device: PushDevice): PushRecord {
  const others = (found?.devices ?? []).filter(({ deviceId }) => deviceId !== device.deviceId);
  return {
    workerId,
    devices: [...others, device].slice(-pushDevicesMax),
    toldAtMs: found?.toldAtMs ?? null,
    lookAtMs: found?.lookAtMs ?? device.addedAtMs,
  };
}

/** Without the device, or all where it is null; null: there is none any more. */
export function withoutPushDevice(found: PushRecord | null, deviceId: string | null): PushRecord | null {
  if (found === null || deviceId === null) return null;
  const devices = found.devices.filter((device) => device.deviceId !== deviceId);
  return devices.length === 0 ? null : { ...found, devices };
}

/** What became of a message: `failures` in a row, this one among them. */
export interface PushOutcome {
  readonly deviceId: string;
  /** As it was known when it was sent to: one that was added anew meanwhile stays. */
  readonly addedAtMs: number;
  readonly failures: number;
  /** Its service says that there is no such subscription any more. */
  readonly isGone: boolean;
}

/** The record after messages were sent; the very same where that changes nothing; null: no device is left. */
export function afterPush(found: PushRecord, outcomes: readonly PushOutcome[]): PushRecord | null {
  let isChanged = false;
  const devices = found.devices.flatMap((device) => {
    const outcome = outcomes.find(
      ({ deviceId, addedAtMs }) => deviceId === device.deviceId && addedAtMs === device.addedAtMs,
    );
    if (outcome === undefined || (!outcome.isGone && outcome.failures === device.failures)) return [device];
    isChanged = true;
    const isOver = outcome.isGone || outcome.failures >= pushFailuresMax;
    return isOver ? [] : [{ ...device, failures: outcome.failures }];
  });
  if (!isChanged) return found;
  return devices.length === 0 ? null : { ...found, devices };
}

/** What is known of a worker when it is looked at whether to tell them. */
interface PushFacts {
  readonly isActive: boolean;
  readonly isHolding: boolean;
  readonly labelledAtMs: number | null;
  readonly toldAtMs: number | null;
}

/** When they may be told at the earliest: now, or later. */
export function pushableAtMs(facts: PushFacts, nowMs: number): number {
  const { isActive, isHolding, labelledAtMs, toldAtMs } = facts;
  if (!isActive) return nowMs + pushGapMs;
  return Math.max(
    nowMs,
    isHolding ? nowMs + pushLookMs : 0,
    labelledAtMs === null ? 0 : labelledAtMs + pushQuietMs,
    toldAtMs === null ? 0 : toldAtMs + pushGapMs,
  );
}
