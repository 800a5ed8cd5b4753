import { createHmac } from 'node:crypto';

const standardPrefix = 'whsec_';
const signaturePrefix = 'v1,';
/** As Standard Webhooks has it. */
const keyBytesMin = 24;
const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const unpaddedForm = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?$/;

/** Why a secret cannot be set, for people; null: it can. */
export function secretProblem(secret: string): string | null {
  if (secret.startsWith(signaturePrefix + standardPrefix))
    return 'secret must not begin with "v1,", which marks a signature: give it from whsec_ on';
  if (!secret.startsWith(standardPrefix)) return null;
  const key = standardKey(secret);
  if (key === null) return 'secret must be base64 after whsec_';
  if (key.length >= keyBytesMin) return null;
  return `secret must be base64 of at least ${keyBytesMin} bytes after whsec_, as Standard Webhooks has it: this is of ${key.length}`;
}

/**
 * The headers that prove where a message comes from. `X-ASG-Signature` is over the raw body, under the first secret as it is
 * written. `webhook-signature` is that of Standard Webhooks, over id, time and body, with a signature for each key that a
 * receiver may hold: the bytes that `whsec_…` stands for; of any other secret its text, and where that is base64 its bytes too,
 * since the libraries of Standard Webhooks take it for them. `secrets`: the present one, then those that it replaced lately.
 */
export function signatureHeaders(
  secrets: readonly [string, ...(readonly string[])],
  message: { readonly id: string; readonly atSeconds: number; readonly body: string },
): Readonly<Record<string, string>> {
  const { id, atSeconds, body } = message;
  const signed = `${id}.${atSeconds}.${body}`;
  const signatures = secrets.flatMap(keysOf).map((key) => `v1,${hmac(key, signed).digest('base64')}`);
  return {
    'x-asg-signature': `sha256=${hmac(secrets[0], body).digest('hex')}`,
    'webhook-signature': [...new Set(signatures)].join(' '),
  };
}

export function secretOf(bytes: Uint8Array): string {
  return standardPrefix + Buffer.from(bytes).toString('base64');
}

function keysOf(secret: string): readonly (string | Buffer)[] {
  const key = standardKey(secret);
  if (key !== null) return [key];
  const isBase64 = base64Form.test(secret) || unpaddedForm.test(secret);
  return isBase64 ? [secret, Buffer.from(secret, 'base64')] : [secret];
}

function standardKey(secret: string): Buffer | null {
  if (!secret.startsWith(standardPrefix)) return null;
  const text = secret.slice(standardPrefix.length);
  return text !== '' && base64Form.test(text) ? Buffer.from(text, 'base64') : null;
}

function hmac(key: string | Buffer, text: string) {
  return createHmac('sha256', key).update(text);
}
