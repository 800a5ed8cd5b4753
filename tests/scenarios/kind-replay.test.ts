import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KnownAnswer, runCrowd, simulatedCrowd, type Truth } from '@asg/crowd';
import type { SubmitTask } from '@asg/sdk';
import { startRefinery, TestApi } from '@asg/testing';

const adminToken = 'admin-token-of-kind-replay';
const policies = [
  { consensus_threshold: 3 },
  { consensus: { policy: 'adaptive', target_confidence: 0.9, min_labels: 2, max_labels: 6 } },
] as const satisfies readonly Partial<SubmitTask>[];

const questions: readonly { readonly task: SubmitTask; readonly truth: Truth }[] = [
  {
    task: {
      type: 'comparison',
      items: [
        { id: 'model-a', data: { text: 'better' } },
        { id: 'model-b', data: { text: 'worse' } },
      ],
      label_spec: { question: 'Which?' },
    },
    truth: { kind: 'comparison', best: 'better' },
  },
  {
    task: {
      type: 'multi_label',
      data: { text: 'Late, but cheap.' },
      label_spec: { question: 'Of what?', options: ['price', 'delivery', 'size'] },
    },
    truth: { kind: 'multi_label', options: ['delivery', 'price'] },
  },
  {
    task: {
      type: 'rating',
      data: { text: 'It works.' },
      label_spec: { question: 'How clear?', scale: { from: 1, to: 7 } },
    },
    truth: { kind: 'rating', step: 5 },
  },
];
const each = 8;

test('every decision of each kind replays from its record, bit for bit, whatever the crowd said', async () => {
  await using refinery = await startRefinery({ env: { ASG_ADMIN_TOKEN: adminToken } });
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'Replay', email: 'replay@example.com' });
  const known = new Map<string, Truth>();
  const tasks = questions.flatMap(({ task, truth }) =>
    policies.flatMap((policy) =>
      Array.from({ length: each }, () => {
        const instructions = `task ${known.size}`;
        known.set(instructions, truth);
        return { ...task, ...policy, label_spec: { ...task.label_spec, instructions } };
      }),
    ),
  );
  const customer = api.customer(api_key);
  const { task_ids } = await customer.tasks.submitBatch(tasks);
  const stop = new AbortController();
  const crowd = runCrowd({
    url: refinery.url,
    workers: simulatedCrowd(8, 0.5, 0.9, 'replay'),
    answerFor: ({ instructions }): KnownAnswer => {
      const item = instructions ?? '';
      return { item, truth: known.get(item) ?? assert.fail(item) };
    },
    until: 'stopped',
    signal: stop.signal,
    skipRate: 0,
  });
  const results = await Promise.all(
    task_ids.map(async (taskId) => {
      for (;;) {
        const result = await customer.tasks.outcome(taskId, { waitSeconds: 20 });
        if (result.status !== 'in_progress') return result;
      }
    }),
  );
  stop.abort();
  await crowd;
  const decided = results.filter((result) => 'consensus_label' in result);
  const audit = await api.admin(adminToken).auditDecisions();
  assert.deepEqual([audit.ok, audit.culprits], [true, []]);
  const { threshold, adaptive } = audit.decisions;
  assert.equal((threshold ?? 0) + (adaptive ?? 0), decided.length);
  assert.equal(adaptive, questions.length * each);
  const wrong = decided.filter(({ confidence }) => confidence < 1);
  assert.ok(wrong.length > each, 'the crowd did not agree on everything');
});
