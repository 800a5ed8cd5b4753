import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneCode, startRefinery, TestApi } from '@asg/testing';
import { runAsg } from '../testing/run-asg.ts';

const adminToken = 'operator-token-of-the-tests';
const password = 'correct horse battery';

test('the operator ends a second factor, of a worker by id and of somebody of the Console by e-mail', async () => {
  await using refinery = await startRefinery({ env: { ASG_ADMIN_TOKEN: adminToken } });
  const { url } = refinery;
  const api = new TestApi(url);
  const { token, worker_id: workerId } = await api.registerWorker({ email: 'kim@worker.example', password });
  const { factors } = api.worker(token);
  const { secret, ticket } = await factors.offerSecondFactor({ password });
  await factors.turnOnSecondFactor({ ticket, code: phoneCode(secret, Date.now()) });
  const asg = (args: readonly string[]) => runAsg([...args, '--url', url], { ASG_ADMIN_TOKEN: adminToken });

  const ended = await asg(['workers', 'end-second-factor', workerId]);
  assert.equal(ended.code, 0, ended.stderr);
  const { second_factor: codes } = await factors.get();
  assert.ok(codes?.ends_at != null);
  assert.equal(
    ended.stdout.trim(),
    `From ${codes.ends_at} on ${workerId} needs no code, unless they give one before.`,
  );
  const again = await asg(['workers', 'end-second-factor', workerId, '--json']);
  assert.deepEqual(JSON.parse(again.stdout), { ends_at: codes.ends_at });

  await api.registerPerson({ name: 'Meadow', email: 'robin@meadow.example', password });
  const none = await asg(['people', 'end-second-factor', 'robin@meadow.example']);
  assert.notEqual(none.code, 0);
  assert.match(none.stderr, /second factor|codes/);
  const nobody = await asg(['people', 'end-second-factor', 'nobody@meadow.example']);
  assert.match(nobody.stderr, /nobody of the Console has this e-mail/);
});
