import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { PushKeys } from '@asg/domain';
import type { EngineContext } from '@asg/people';
import type { Sealer } from '@asg/runtime';

/** What the sealed private key is bound to. */
const sealContext = 'push keys';
/** A token is good for so long; services take a day at most. */
const tokenMs = 12 * 3_600_000;
const pointBytes = 65;
const idleTokenMs = 60_000;

interface Opened {
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

interface Token {
  readonly text: string;
  readonly untilMs: number;
}

/**
 * The server's key pair, by which push services know it (VAPID, RFC 8292). It is made where there is none, by whichever process asks
 * first, and stays: a subscription is good for one key alone.
 */
export class ServerKeys {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #sealer: Sealer;
  readonly #subject: () => string;
  /** By origin of the service: few are used, and each message to one may have the same. */
  readonly #tokens = new Map<string, Token>();
  #keys: PushKeys | null = null;
  #opened: Opened | null = null;

  /** `subject`: where a service finds who sends, an address of https or mailto. */
  constructor(
    context: Pick<EngineContext, 'storage' | 'clock'>,
    parts: { readonly sealer: Sealer; readonly subject: () => string },
  ) {
    this.#context = context;
    this.#sealer = parts.sealer;
    this.#subject = parts.subject;
  }

  /** For browsers: an uncompressed point of P-256, base64url. */
  async publicKey(): Promise<string> {
    return (await this.#stored()).publicKey;
  }

  /** What a service of this origin is shown: the value of `Authorization`. Throws `CannotUnseal` where the key cannot be opened. */
  async authorization(origin: string): Promise<string> {
    const { publicKey, privateKey } = await this.#open();
    const nowMs = this.#context.clock.nowMs();
    const known = this.#tokens.get(origin);
    const isGood = known !== undefined && nowMs + idleTokenMs < known.untilMs;
    const token = isGood ? known : this.#token(origin, privateKey, nowMs + tokenMs);
    if (!isGood) this.#keep(origin, token, nowMs);
    return `vapid t=${token.text}, k=${publicKey}`;
  }

  #token(aud: string, key: KeyObject, untilMs: number): Token {
    const claims = { aud, exp: Math.floor(untilMs / 1000), sub: this.#subject() };
    const parts = [{ typ: 'JWT', alg: 'ES256' }, claims];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
    return { text: `${text}.${signature.toString('base64url')}`, untilMs };
  }

  #keep(origin: string, token: Token, nowMs: number): void {
    for (const [name, { untilMs }] of this.#tokens) if (untilMs <= nowMs) this.#tokens.delete(name);
    this.#tokens.set(origin, token);
  }

  async #open(): Promise<Opened> {
    if (this.#opened !== null) return this.#opened;
    const { publicKey, sealedPrivateKey } = await this.#stored();
    const der = Buffer.from(this.#sealer.unseal(sealedPrivateKey, sealContext), 'base64');
    this.#opened = { publicKey, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) };
    return this.#opened;
  }

  async #stored(): Promise<PushKeys> {
    const { pushKeys } = this.#context.storage;
    this.#keys ??= (await pushKeys.get(null)) ?? (await pushKeys.put(this.#made()));
    return this.#keys;
  }

  #made(): PushKeys {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    return {
      publicKey: spki.subarray(-pointBytes).toString('base64url'),
      sealedPrivateKey: this.#sealer.seal(der, sealContext),
    };
  }
}
