import { createHash } from 'node:crypto';
import type { PushDevice, PushRecord } from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import { type Outbound, OutboundRefused } from '@asg/outbound';
import type { EngineContext, Violation } from '@asg/people';
import type { Sealer } from '@asg/runtime';
import { areUsable, type BrowserKeys } from './encryption.ts';
import type { ServerKeys } from './server-keys.ts';

const deviceIdLength = 32;

/** A subscription as browsers make them; keys in base64url. */
export interface Subscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export interface PushDevices {
  readonly publicKey: string;
  readonly devices: readonly PushDevice[];
}

/** What an endpoint is known by. */
function deviceIdOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex').slice(0, deviceIdLength);
}

/** Which browsers a worker is told by. */
export class Pushes {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #parts: {
    readonly outbound: Pick<Outbound, 'check'>;
    readonly sealer: Sealer;
    readonly keys: Pick<ServerKeys, 'publicKey'>;
  };

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock'>,
    parts: {
      readonly outbound: Pick<Outbound, 'check'>;
      readonly sealer: Sealer;
      readonly keys: Pick<ServerKeys, 'publicKey'>;
    },
  ) {
    this.#context = context;
    this.#parts = parts;
  }

  async of(workerId: string): Promise<PushDevices> {
    return this.#told(await this.#context.storage.pushes.get(workerId));
  }

  /** Has them told by this browser, too: what is wrong with it, or all of theirs. */
  async add(
    workerId: string,
    { endpoint, keys }: Subscription,
    language: MailLanguage,
  ): Promise<PushDevices | readonly Violation[]> {
    const violations = [...this.#endpointProblem(endpoint), ...keyProblem(keys)];
    if (violations.length > 0) return violations;
    const { storage, clock } = this.#context;
    const device: PushDevice = {
      deviceId: deviceIdOf(endpoint),
      host: new URL(endpoint).hostname,
      sealed: this.#parts.sealer.seal(JSON.stringify({ endpoint, keys }), sealContextOf(workerId)),
      language,
      addedAtMs: clock.nowMs(),
      failures: 0,
    };
    return this.#told(await storage.pushes.add({ workerId, device }));
  }

  /** They are not told there any more; `endpoint` null: nowhere. */
  async remove(workerId: string, endpoint: string | null): Promise<PushDevices> {
    const deviceId = endpoint === null ? null : deviceIdOf(endpoint);
    return this.#told(await this.#context.storage.pushes.remove({ workerId, deviceId }));
  }

  async #told(record: PushRecord | null): Promise<PushDevices> {
    return { publicKey: await this.#parts.keys.publicKey(), devices: record?.devices ?? [] };
  }

  #endpointProblem(endpoint: string): readonly Violation[] {
    try {
      this.#parts.outbound.check(endpoint);
      return [];
    } catch (error) {
      if (!(error instanceof OutboundRefused)) throw error;
      const message = `endpoint cannot be used: ${error.reason}`;
      return [{ field: 'endpoint', constraint: 'public_https_url', message }];
    }
  }
}

/** What is sealed of a device is bound to whose it is. */
export const sealContextOf = (workerId: string): string => `push:${workerId}`;

export function browserKeys({ p256dh, auth }: Subscription['keys']): BrowserKeys {
  return { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') };
}

function keyProblem(keys: Subscription['keys']): readonly Violation[] {
  if (areUsable(browserKeys(keys))) return [];
  const message =
    'keys must be those of the subscription: p256dh an uncompressed point of P-256 (65 bytes), auth 16 bytes, both base64url';
  return [{ field: 'keys', constraint: 'push_keys', message }];
}
