import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@asg/runtime';
import { customerTasks, startRefinery, TestApi } from '@asg/testing';
import type { Answer } from './kinds/known.ts';
import { runCrowd } from './run-crowd.ts';
import { simulatedCrowd, simulatedWorker } from './simulated-worker.ts';

test('a crowd labels all there is, leaves, and those who agree are paid', async () => {
  await using refinery = await startRefinery({ env: { SETTLE_MAX_WAIT_MS: '50' } });
  const api = new TestApi(refinery.url);
  const customer = api.customer((await api.registerCustomer({ name: 'A', email: 'a@b.example' })).api_key);
  const { task_ids } = await customer.tasks.submitBatch(customerTasks(40));
  let seen = 0;
  const members = await runCrowd({
    url: api.url,
    workers: simulatedCrowd(6, 0.7, 1, 'seed'),
    answerFor: (item) => ({ item: item.data?.url ?? '', label: 'cat' }),
    until: 'idle',
    skipRate: 0,
    onLabel: () => {
      seen++;
    },
  });
  const results = await Promise.all(
    task_ids.map((id) => customer.tasks.outcome(id, { waitSeconds: 20, until: 'settled' })),
  );
  let agreed = 0;
  for (const found of results) {
    assert.ok(found.status === 'settled');
    assert.equal(found.worker_count, 3);
    agreed += found.agreement_count;
  }
  const labels = members.reduce((sum, member) => sum + member.labels, 0);
  assert.equal(labels, 120);
  assert.equal(seen, 120);
  const totals = await Promise.all(members.map(async ({ token }) => (await api.worker(token).me()).totals));
  assert.equal(
    totals.reduce((sum, { paid_labels }) => sum + paid_labels, 0),
    agreed,
  );
});

test('who finds nothing stays while another answers: the first two may disagree', async () => {
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  const customer = api.customer((await api.registerCustomer({ name: 'A', email: 'a@b.example' })).api_key);
  const [task] = customerTasks(1);
  const { task_id } = await customer.tasks.submit({ ...task!, consensus_threshold: 2 });
  const first = simulatedWorker('ann', 1, 'seed');
  const second = { ...simulatedWorker('bob', 1, 'seed'), answer: (): Answer => ({ label: 'dog' }) };
  const answered: string[] = [];
  await runCrowd({
    url: api.url,
    workers: [first, second, simulatedWorker('cem', 1, 'seed')],
    answerFor: async () => {
      await systemClock.sleep(100);
      return { item: '', label: 'cat' };
    },
    until: 'idle',
    skipRate: 0,
    onLabel: (_, __, { name }) => answered.push(name),
  });
  assert.equal(answered.length, 3);
  const { status } = await customer.tasks.result(task_id, { waitSeconds: 20 });
  assert.match(status, /^(verified|settled)$/);
});

test('a crowd that is asked to stop stops, and one that cannot continue says why', async () => {
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  const workers = [simulatedWorker('ann', 1, 'seed'), simulatedWorker('bob', 1, 'seed')];
  const answerFor = (): null => null;
  const stop = new AbortController();
  const crowd = runCrowd({ url: api.url, workers, answerFor, until: 'stopped', signal: stop.signal });
  stop.abort();
  assert.deepEqual(
    (await crowd).map(({ labels }) => labels),
    [0, 0],
  );
  await assert.rejects(
    runCrowd({ url: api.url, workers, answerFor, until: 'idle' }),
    /email already registered/,
  );
});
