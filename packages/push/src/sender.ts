import type { PushDevice, PushOutcome } from '@asg/domain';
import { type Outbound, OutboundFailed, OutboundRefused } from '@asg/outbound';
import type { Random, Sealer } from '@asg/runtime';
import { encrypted } from './encryption.ts';
import { browserKeys, type Subscription, sealContextOf } from './pushes.ts';
import type { ServerKeys } from './server-keys.ts';
import { messageIn } from './texts.ts';

const timeoutMs = 10_000;
const saltBytes = 16;
/** So long a service keeps a message for a device that is off: later the work may be gone. */
const keptSeconds = 4 * 3_600;
/** What services answer for a subscription that is over. */
const over: readonly number[] = [404, 410];

export interface SenderParts {
  readonly outbound: Pick<Outbound, 'request'>;
  readonly sealer: Sealer;
  readonly random: Random;
  readonly keys: Pick<ServerKeys, 'authorization'>;
}

export interface Sent {
  readonly outcome: PushOutcome;
  /** Null: its service took it. */
  readonly problem: string | null;
}

/** Tells one device. Rejects with `CannotUnseal` where its keys or the server's cannot be opened, and never for what a service does. */
export async function tellDevice(
  workerId: string,
  device: PushDevice,
  parts: SenderParts,
  signal: AbortSignal,
): Promise<Sent> {
  const ended = (problem: string | null, isGone = false): Sent => {
    const failures = problem === null ? 0 : device.failures + 1;
    const { deviceId, addedAtMs } = device;
    return { outcome: { deviceId, addedAtMs, failures, isGone }, problem };
  };
  const { endpoint, keys } = opened(workerId, device, parts.sealer);
  try {
    const { status, body } = await parts.outbound.request({
      url: endpoint,
      method: 'POST',
      headers: {
        authorization: await parts.keys.authorization(new URL(endpoint).origin),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(keptSeconds),
        // One that was not delivered yet gives its place to this one.
        topic: 'work',
        urgency: 'normal',
      },
      body: encrypted(Buffer.from(messageIn(device.language)), browserKeys(keys), {
        salt: parts.random.bytes(saltBytes),
      }),
      timeoutMs,
      signal,
    });
    body.destroy();
    if (status >= 200 && status < 300) return ended(null);
    return ended(`the service answered ${status}`, over.includes(status));
  } catch (error) {
    if (!(error instanceof OutboundFailed || error instanceof OutboundRefused)) throw error;
    return ended(error.message, error instanceof OutboundRefused);
  }
}

function opened(workerId: string, { sealed }: PushDevice, sealer: Sealer): Subscription {
  return JSON.parse(sealer.unseal(sealed, sealContextOf(workerId))) as Subscription;
}
