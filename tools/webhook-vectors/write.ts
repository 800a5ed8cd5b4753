import type { DeliveryRecord } from '@asg/domain';
import type { Outbound } from '@asg/outbound';
import { ManualClock } from '@asg/runtime';
import { sendOnce } from '../../packages/webhooks/src/sender.ts';
import { type VectorTexts, vectorTexts, writeTexts } from '../vectors/folder.ts';

export const vectorsFolder = 'contract/vectors/webhooks';

/** Why a message is not what it seems; see contract/vectors/README.md. */
type Failure = 'secret' | 'missing' | 'malformed' | 'mismatch' | 'too_old' | 'too_new';

/** One message that arrived, and what every verifier must make of it. */
export interface WebhookVector {
  readonly name: string;
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body; its UTF-8 bytes are what is signed. */
  readonly body: string;
  /** The receiver's time, Unix seconds. */
  readonly now: number;
  /** How far the message's time may lie from it, in seconds. Default: 300. */
  readonly tolerance?: number;
  /** Whether a message without the timed headers is refused. Default: false. */
  readonly require_timestamp?: boolean;
  readonly expect: { readonly ok: boolean; readonly failed: Failure | null };
}

const sentAt = 1_775_736_047;
const standardSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const plainBase64 = standardSecret.slice('whsec_'.length);
const newSecret = 'whsec_bmV3IHNlY3JldCBvZiB0aGUgc2FtZSB3ZWJob29r';
const plainSecret = 'correct horse battery staple';
const settled = JSON.stringify({
  event: 'task.settled',
  task_id: 'tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB',
  consensus_label: 'cat',
  confidence: 0.6666666666666666,
  bsv_txid: '6828112926906b2af95cf4d90073a88af69cbe70c8f2cfeb2bb5510a13bff7b6',
  settled_at: '2026-04-09T12:00:47.000Z',
  timestamp: '2026-04-09T12:00:47.000Z',
});
/** Anything but ASCII: whoever signs or checks characters in place of bytes is found out. */
const unusual = JSON.stringify({ event: 'task.verified', consensus_label: '猫 🐈 "\\/\u2028é' });

interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The message as the server sends it: the headers are those that its sender hands to the network. */
async function sent(
  secret: string | null | readonly string[],
  body = settled,
  atSeconds = sentAt,
): Promise<Message> {
  let headers: Readonly<Record<string, string>> = {};
  const outbound: Pick<Outbound, 'request'> = {
    request: (request) => {
      headers = request.headers ?? {};
      return Promise.reject(new Captured());
    },
  };
  const delivery = {
    messageId: 'evt_01JRCZA5E0000000000000000A',
    url: 'https://example.com/hook',
    body,
  } as DeliveryRecord;
  const clock = new ManualClock(atSeconds * 1000);
  const { signal } = new AbortController();
  const parts = { outbound, clock, timeoutMs: 1_000, signal, headers: {} };
  const secrets = secret === null ? [] : [secret].flat();
  await sendOnce(delivery, secrets, parts).catch((error: unknown) => {
    if (!(error instanceof Captured)) throw error;
  });
  return { headers, body };
}

class Captured extends Error {}

function without(message: Message, ...names: readonly string[]): Message {
  const kept = Object.entries(message.headers).filter(([name]) => !names.includes(name));
  return { ...message, headers: Object.fromEntries(kept) };
}

function withHeaders(message: Message, headers: Readonly<Record<string, string>>): Message {
  return { ...message, headers: { ...message.headers, ...headers } };
}

const published = 'x-asg-signature';
const timed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/** With one of the signatures in `webhook-signature` alone. */
function onlySignature(message: Message, index: number): Message {
  const one = message.headers['webhook-signature']!.split(' ')[index]!;
  return withHeaders(without(message, published), { 'webhook-signature': one });
}

type More = Partial<Pick<WebhookVector, 'now' | 'tolerance' | 'require_timestamp'>>;

const vector = (
  name: string,
  secret: string,
  message: Message,
  failed: Failure | null,
  more: More = {},
): WebhookVector => ({
  name,
  secret,
  ...message,
  now: sentAt + 2,
  ...more,
  expect: { ok: failed === null, failed },
});

/** The vectors as the code makes them, by their file names. */
export async function freshVectors(): Promise<VectorTexts> {
  const standard = await sent(standardSecret);
  const plain = await sent(plainSecret);
  const passes = (name: string, message: Message, more: More & { readonly secret?: string } = {}) => {
    const { secret = standardSecret, ...rest } = more;
    return vector(`ok-${name}`, secret, message, null, rest);
  };
  const fails = (
    failed: Failure,
    name: string,
    message: Message,
    more: More & { readonly secret?: string } = {},
  ) => {
    const { secret = standardSecret, ...rest } = more;
    return vector(`${failed.replace('_', '-')}-${name}`, secret, message, failed, rest);
  };
  const other = await sent('whsec_b3RoZXIgc2VjcmV0IG9mIHNvbWVib2R5IGVsc2U=');
  const signature = standard.headers['webhook-signature']!;
  const asBase64 = await sent(plainBase64);
  /** On its way within a day after the secret was changed. */
  const changed = await sent([newSecret, standardSecret]);
  const capitals = Object.fromEntries(
    Object.entries(standard.headers).map(([name, value]) => [
      name.replace(/\b[a-z]/g, (c) => c.toUpperCase()),
      value,
    ]),
  );
  return vectorTexts([
    passes('both-signatures', standard),
    passes('plain-secret', plain, { secret: plainSecret }),
    passes('plain-base64-secret', asBase64, { secret: plainBase64 }),
    passes('plain-base64-secret-signed-as-text', onlySignature(asBase64, 0), { secret: plainBase64 }),
    passes('plain-base64-secret-signed-as-bytes', onlySignature(asBase64, 1), { secret: plainBase64 }),
    passes('plain-base64-secret-for-a-library', without(asBase64, published)),
    passes('secret-without-its-prefix', standard, { secret: plainBase64 }),
    passes('plain-base64-secret-unpadded', await sent('YWJjZA'), { secret: 'YWJjZA' }),
    passes('former-secret', changed),
    passes('new-secret-beside-a-former-one', changed, { secret: newSecret }),
    passes('former-plain-secret', await sent([newSecret, plainSecret]), { secret: plainSecret }),
    passes('short-secret-of-an-earlier-version', await sent('whsec_AA=='), { secret: 'whsec_AA==' }),
    passes(
      'published-signature-of-another-beside-a-right-one',
      withHeaders(standard, { [published]: other.headers[published]! }),
    ),
    passes('unusual-characters', await sent(standardSecret, unusual)),
    passes('unusual-secret', await sent('пароль 🔑', unusual), { secret: 'пароль 🔑' }),
    passes('header-names-in-capitals', { ...standard, headers: capitals }),
    passes('published-signature-alone', without(standard, ...timed)),
    passes('published-signature-long-ago', without(standard, ...timed), { now: sentAt + 1_000_000 }),
    passes('standard-signature-alone', without(standard, published), { require_timestamp: true }),
    passes(
      'one-of-several-signatures',
      withHeaders(standard, {
        'webhook-signature': `v1a,AAAA ${other.headers['webhook-signature']} ${signature}`,
      }),
    ),
    passes('at-the-end-of-the-tolerance', standard, { now: sentAt + 300 }),
    passes('sender-ahead-within-the-tolerance', standard, { now: sentAt - 300 }),
    passes('wide-tolerance', standard, { now: sentAt + 3_000, tolerance: 3_600 }),
    fails('too_old', 'by-a-second', standard, { now: sentAt + 301 }),
    fails('too_old', 'narrow-tolerance', standard, { tolerance: 1 }),
    fails('too_new', 'by-a-second', standard, { now: sentAt - 301 }),
    fails('missing', 'unsigned', await sent(null)),
    fails('missing', 'no-headers', { ...standard, headers: {} }),
    fails('missing', 'timed-signature-required', without(standard, ...timed), { require_timestamp: true }),
    fails(
      'malformed',
      'published-signature-no-scheme',
      withHeaders(standard, {
        [published]: standard.headers[published]!.slice('sha256='.length),
      }),
    ),
    fails(
      'malformed',
      'published-signature-short',
      withHeaders(standard, {
        [published]: standard.headers[published]!.slice(0, -1),
      }),
    ),
    fails('malformed', 'no-id', without(standard, 'webhook-id')),
    fails('malformed', 'no-timestamp', without(standard, 'webhook-timestamp')),
    fails('malformed', 'timestamp-no-number', withHeaders(standard, { 'webhook-timestamp': '2026-04-09' })),
    fails('malformed', 'timestamp-fraction', withHeaders(standard, { 'webhook-timestamp': `${sentAt}.5` })),
    fails('mismatch', 'body', { ...standard, body: settled.replace('"cat"', '"dog"') }),
    fails('mismatch', 'body-white-space', { ...standard, body: `${settled}\n` }),
    fails('mismatch', 'secret', standard, { secret: plainSecret }),
    fails('mismatch', 'former-secret-after-its-time', await sent(newSecret)),
    fails('mismatch', 'former-secret-published-signature-alone', without(changed, ...timed)),
    fails('mismatch', 'id', withHeaders(standard, { 'webhook-id': 'evt_01JRCZA5E0000000000000000B' })),
    fails('mismatch', 'timestamp', withHeaders(standard, { 'webhook-timestamp': String(sentAt + 1) })),
    fails(
      'mismatch',
      'unknown-version',
      withHeaders(standard, { 'webhook-signature': signature.replace('v1,', 'v2,') }),
    ),
    fails('mismatch', 'empty-standard-signature', withHeaders(standard, { 'webhook-signature': '' })),
    fails('mismatch', 'published-signature-alone', { ...without(standard, ...timed), body: `${settled} ` }),
    fails('mismatch', 'before-too-old', { ...standard, body: `${settled} ` }, { now: sentAt + 301 }),
    fails('secret', 'no-base64', standard, { secret: 'whsec_not base64' }),
    fails('secret', 'empty', standard, { secret: '' }),
  ]);
}

if (import.meta.main) await writeTexts(vectorsFolder, await freshVectors());
