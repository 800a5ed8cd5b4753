import { createHmac } from 'node:crypto';

const standardPrefix = 'whsec_';
const base64Form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether the secret can be used: one that begins as Standard Webhooks' do must be base64 after it. */
export function isUsableSecret(secret: string): boolean {
  return !secret.startsWith(standardPrefix) || standardKey(secret) !== null;
}

/**
 * The headers that prove where a message comes from. `X-ASG-Signature` is over the raw body, under the secret as it is
 * written; `webhook-signature` is that of Standard Webhooks, over id, time and body, under the key that `whsec_…`
 * stands for, or the secret as it is written.
 */
export function signatureHeaders(
  secret: string,
  message: { readonly id: string; readonly atSeconds: number; readonly body: string },
): Readonly<Record<string, string>> {
  const { id, atSeconds, body } = message;
  const key = standardKey(secret) ?? secret;
  return {
    'x-asg-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${atSeconds}.${body}`).digest('base64')}`,
  };
}

export function secretOf(bytes: Uint8Array): string {
  return standardPrefix + Buffer.from(bytes).toString('base64');
}

function standardKey(secret: string): Buffer | null {
  if (!secret.startsWith(standardPrefix)) return null;
  const text = secret.slice(standardPrefix.length);
  return text !== '' && base64Form.test(text) ? Buffer.from(text, 'base64') : null;
}
