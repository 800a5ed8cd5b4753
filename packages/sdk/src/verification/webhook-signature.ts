import type { GatewayEvent } from '../customer/events.ts';
import { nowMs } from '../transport/environment.ts';
import { ASGGatewayError } from '../transport/errors.ts';

const standardPrefix = 'whsec_';
const toleranceSecondsDefault = 300;
/** As Standard Webhooks has it. */
const keyBytesMin = 24;
const unpaddedForm = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?$/;
const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const hmac = { name: 'HMAC', hash: 'SHA-256' } as const;
const utf8 = new TextEncoder();

type Bytes = Uint8Array<ArrayBuffer>;

/** A message as it arrived. */
export interface ArrivedWebhook {
  /** The raw body, before any parsing. */
  readonly body: string | Uint8Array;
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The secret of the webhook; several while you change it. */
  readonly secret: string | readonly string[];
  /** How far the message's time may lie from now, either way. Default: 300. */
  readonly toleranceSeconds?: number | undefined;
  /** Refuses messages that only have the published `X-ASG-Signature`, which shows no time. Default: false. */
  readonly requireTimestamp?: boolean | undefined;
  /** Unix seconds. Default: the clock's. */
  readonly nowSeconds?: number | undefined;
}

/**
 * Why a message is not believed. `secret`: yours cannot be used. `missing`: it is not signed. `malformed`: a header is not as
 * it must be. `mismatch`: another secret, or it was changed. `too_old`, `too_new`: its time is too far from now.
 */
export type WebhookFailure = 'secret' | 'missing' | 'malformed' | 'mismatch' | 'too_old' | 'too_new';

const meanings: Readonly<Record<WebhookFailure, string>> = {
  secret: 'the secret is empty, or what follows whsec_ is not base64',
  missing: 'the message is not signed',
  malformed: 'a header of the signature is not as it must be',
  mismatch: 'the signature is not right: another secret, or the message was changed',
  too_old: 'the message was sent too long ago: it may be a replay',
  too_new: 'the time of the message is in the future: check the clocks',
};

export class WebhookVerificationError extends ASGGatewayError {
  override readonly name = 'WebhookVerificationError';
  readonly reason: WebhookFailure;

  constructor(reason: WebhookFailure, message = meanings[reason]) {
    super(message);
    this.reason = reason;
  }
}

/** A message that is believed. */
export interface VerifiedWebhook {
  /** The same for every attempt and replay of the message: do nothing twice. Null where only `X-ASG-Signature` came. */
  readonly messageId: string | null;
  readonly event: GatewayEvent;
}

/**
 * The event of a webhook message whose signature is right: one of those in `webhook-signature` (Standard Webhooks), or
 * `X-ASG-Signature` of a message without it. Throws a WebhookVerificationError otherwise. Works wherever WebCrypto does.
 */
export async function verifyWebhook(message: ArrivedWebhook): Promise<VerifiedWebhook> {
  const failure = await webhookFailure(message);
  if (failure !== null) throw new WebhookVerificationError(failure);
  const { body, headers } = message;
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  try {
    return { messageId: headerOf(headers, 'webhook-id'), event: JSON.parse(text) as GatewayEvent };
  } catch {
    throw new WebhookVerificationError('malformed', 'the signature is right, but the body is not JSON');
  }
}

/**
 * The headers of a message as the gateway sends it, with both signatures: to try a receiver of yours. Throws a
 * WebhookVerificationError for a secret that the gateway would refuse.
 */
export async function signWebhook(
  secret: string,
  message: { readonly id: string; readonly body: string; readonly atSeconds?: number },
): Promise<Readonly<Record<string, string>>> {
  const problem = secretProblem(secret);
  if (problem !== null) throw new WebhookVerificationError('secret', problem);
  const { id, body, atSeconds = Math.floor(nowMs() / 1000) } = message;
  const published = await hmacOf(utf8.encode(secret), utf8.encode(body));
  const signed = utf8.encode(`${id}.${atSeconds}.${body}`);
  const standard = await Promise.all(keysOf(secret).map((key) => hmacOf(key, signed)));
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(atSeconds),
    'webhook-signature': standard.map((one) => `v1,${btoa(String.fromCharCode(...one))}`).join(' '),
    'x-asg-signature': `sha256=${Array.from(published, (byte) => byte.toString(16).padStart(2, '0')).join('')}`,
  };
}

/** Why the gateway would not take the secret; null: it would. */
function secretProblem(secret: string): string | null {
  if (secret.startsWith(`v1,${standardPrefix}`))
    return 'the secret begins with "v1,", which marks a signature: give it from whsec_ on';
  const keys = keysOf(secret);
  const [first] = keys;
  if (first === undefined) return meanings.secret;
  if (!secret.startsWith(standardPrefix) || first.length >= keyBytesMin) return null;
  return `the secret is of less than ${keyBytesMin} bytes after whsec_`;
}

async function hmacOf(key: Bytes, data: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, hmac, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign(hmac, imported, data));
}

/** Why a message is not to be believed; null: it is. */
export async function webhookFailure(message: ArrivedWebhook): Promise<WebhookFailure | null> {
  const secrets = typeof message.secret === 'string' ? [message.secret] : message.secret;
  let failure: WebhookFailure | null = 'secret';
  for (const secret of secrets) {
    failure = await failureUnder(secret, message);
    if (failure !== 'mismatch') return failure;
  }
  return failure;
}

async function failureUnder(secret: string, message: ArrivedWebhook): Promise<WebhookFailure | null> {
  const { headers, toleranceSeconds = toleranceSecondsDefault, requireTimestamp = false } = message;
  const keys = keysOf(secret);
  if (keys.length === 0) return 'secret';
  const standard = headerOf(headers, 'webhook-signature');
  const published = headerOf(headers, 'x-asg-signature');
  if (standard === null && (published === null || requireTimestamp)) return 'missing';
  const publishedHex = published === null ? null : /^sha256=([0-9a-fA-F]{64})$/.exec(published)?.[1];
  if (publishedHex === undefined) return 'malformed';
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  if (standard !== null && (id === null || timestamp === null || !/^\d+$/.test(timestamp)))
    return 'malformed';
  const body = typeof message.body === 'string' ? utf8.encode(message.body) : Uint8Array.from(message.body);
  if (standard === null) {
    const isRight = await isSignedBy([utf8.encode(secret)], [fromHex(publishedHex!)], body);
    return isRight ? null : 'mismatch';
  }
  const signed = joined(utf8.encode(`${id}.${timestamp}.`), body);
  if (!(await isSignedBy(keys, standardSignatures(standard), signed))) return 'mismatch';
  const aheadSeconds = Number(timestamp) - (message.nowSeconds ?? Math.floor(nowMs() / 1000));
  if (aheadSeconds < -toleranceSeconds) return 'too_old';
  return aheadSeconds > toleranceSeconds ? 'too_new' : null;
}

/** The keys that may sign `webhook-signature`: of a text that is base64 also its bytes. None: the secret cannot be used. */
function keysOf(secret: string): readonly Bytes[] {
  if (secret === '') return [];
  if (!secret.startsWith(standardPrefix)) {
    const isBase64 = base64Form.test(secret) || unpaddedForm.test(secret);
    return isBase64 ? [utf8.encode(secret), fromBase64(secret)] : [utf8.encode(secret)];
  }
  const text = secret.slice(standardPrefix.length);
  return text !== '' && base64Form.test(text) ? [fromBase64(text)] : [];
}

/** The signatures of version 1; other versions are passed over. */
function standardSignatures(header: string): readonly Bytes[] {
  return header
    .split(' ')
    .filter((part) => part.startsWith('v1,') && base64Form.test(part.slice(3)))
    .map((part) => fromBase64(part.slice(3)));
}

/** Compares in constant time. */
async function isSignedBy(
  keys: readonly Bytes[],
  signatures: readonly Bytes[],
  data: Bytes,
): Promise<boolean> {
  const imported = keys.map((key) => crypto.subtle.importKey('raw', key, hmac, false, ['verify']));
  const pairs = (await Promise.all(imported)).flatMap((key) =>
    signatures.map((each) => [key, each] as const),
  );
  const right = await Promise.all(pairs.map(([key, each]) => crypto.subtle.verify(hmac, key, each, data)));
  return right.includes(true);
}

function headerOf(headers: ArrivedWebhook['headers'], name: string): string | null {
  if (isHeaders(headers)) return headers.get(name);
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
}

/** Not by its class: a Headers object may be another library's. */
function isHeaders(headers: ArrivedWebhook['headers']): headers is Headers {
  return typeof headers.get === 'function';
}

function joined(first: Bytes, second: Bytes): Bytes {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

const fromBase64 = (text: string): Bytes => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
const fromHex = (text: string): Bytes =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
