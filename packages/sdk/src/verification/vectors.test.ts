import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { errorOf, InsufficientFundsError, TaskEndedError } from '../transport/errors.ts';
import { verifyReceipt } from './receipts.ts';
import { signWebhook, verifyWebhook, WebhookVerificationError, webhookFailure } from './webhook-signature.ts';

const folder = join(import.meta.dirname, '../../../../contract/vectors');
const vectorsOf = (name: string) => {
  const files = globSync('*.json', { cwd: join(folder, name) }).sort();
  assert.ok(files.length > 20, `${name}: only ${files.length} vectors`);
  return files.map((file) => JSON.parse(readFileSync(join(folder, name, file), 'utf8')));
};

for (const { name, secret, headers, body, now, tolerance, require_timestamp, expect } of vectorsOf(
  'webhooks',
)) {
  test(`webhook ${name}`, async () => {
    const message = {
      secret,
      headers,
      body,
      nowSeconds: now,
      toleranceSeconds: tolerance,
      requireTimestamp: require_timestamp,
    };
    assert.equal(await webhookFailure(message), expect.failed);
    assert.equal(
      await webhookFailure({ ...message, body: Buffer.from(body), headers: new Headers(headers) }),
      expect.failed,
    );
    if (!expect.ok) {
      const isReason = (error: unknown) =>
        error instanceof WebhookVerificationError && error.reason === expect.failed;
      await assert.rejects(verifyWebhook(message), isReason);
    } else if (body !== '') {
      assert.deepEqual((await verifyWebhook(message)).event, JSON.parse(body));
    }
  });
}

test('what is signed here is what the gateway signs', async () => {
  for (const { name, secret, headers, body } of vectorsOf('webhooks')) {
    if (
      !/^ok-(both-signatures|unusual-characters|unusual-secret|plain-secret|plain-base64-secret(-unpadded)?)$/.test(
        name,
      )
    )
      continue;
    const message = { id: headers['webhook-id'], body, atSeconds: Number(headers['webhook-timestamp']) };
    const signed = await signWebhook(secret, message);
    for (const header of ['webhook-signature', 'x-asg-signature'])
      if (headers[header] !== undefined) assert.equal(signed[header], headers[header], name);
  }
  for (const [secret, why] of [
    ['whsec_?', /not base64/],
    ['whsec_AA==', /less than 24 bytes/],
    ['v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', /from whsec_ on/],
  ] as const)
    await assert.rejects(signWebhook(secret, { id: 'evt_1', body: '' }), { reason: 'secret', message: why });
});

for (const { name, response, now = 0, expect } of vectorsOf('errors')) {
  test(`error ${name}`, () => {
    const error = errorOf(response.status, new Headers(response.headers), response.body, now * 1000);
    const reported = {
      status: error.status,
      code: error.code,
      reason: error.reason,
      message: error.message,
      request_id: error.requestId,
      details: error.details,
      retry_after: error.retryAfterSeconds,
      retryable: error.retryable,
      task_status: error instanceof TaskEndedError ? error.taskStatus : null,
      ...(error instanceof InsufficientFundsError && { missing_sats: error.missingSats }),
    };
    assert.deepEqual(reported, expect);
  });
}

function fileOf({ text, repeat = 1, base64 }: { text: string; repeat?: number; base64?: string }) {
  return base64 === undefined ? text.repeat(repeat) : Buffer.from(base64, 'base64');
}

for (const { name, receipt, file, expected, trusted_blocks, expect } of vectorsOf('receipts')) {
  test(`receipt ${name}`, () => {
    const { ok, failed, mined } = verifyReceipt(file === undefined ? receipt : fileOf(file), {
      trustedBlocks: trusted_blocks,
      ...(expected === undefined
        ? {}
        : {
            expected: {
              taskId: expected.task_id,
              dataUrl: expected.data_url,
              labelSpec: expected.label_spec,
              consensusLabel: expected.consensus_label,
            },
          }),
    });
    assert.deepEqual({ ok, failed, mined }, expect);
  });
}
