import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ampleAllowance,
  coverOf,
  labelLikelihood,
  newTemplateModel,
  sats,
  unknownWorker,
  viewOf,
} from '@asg/domain';
import { Stage } from '@asg/storage/contract';
import { bench, settle, verifiedTasks } from '../../testing/settlement-bench.ts';
import { auditMoney } from './audit.ts';

test('a decision that no label agrees with is settled for nothing, beside others, and the audit finds that right', async (t) => {
  const parts = await bench(t);
  const { storage, chain, clock, newSettler } = parts;
  const [otherId] = await verifiedTasks(parts, 1);
  const other = await storage.tasks.get(otherId ?? '');
  assert.ok(other !== null);
  const stage = new Stage({ storage, lossy: false });
  stage.nowMs = clock.nowMs();
  const order = stage.order(other.customerId, {
    cover: coverOf(3, { payoutSats: sats(325), feePercent: 0 }, 'allowance'),
    consensus: {
      policy: 'adaptive',
      targetConfidence: 0.9,
      minLabels: 2,
      maxLabels: 3,
      threshold: 2,
      full: false,
    },
  });
  const { taskId } = order;
  const asked = { ...stage.request(other.customerId, [order]), allowance: ampleAllowance };
  assert.equal((await storage.tasks.open(asked)).kind, 'opened');
  const task = await stage.task(taskId);
  const model = newTemplateModel(task);
  const known = labelLikelihood(
    task,
    { option: 0 },
    { model, view: viewOf(model.statistics), worker: unknownWorker },
  );
  // The model holds that whoever says cat has seen a dog.
  // Decided before an option had to be given by somebody.
  const { givenOnly: _, ...basis } = known.basis;
  const likelihood = { basis, logLikelihoods: [-400_000, 0, -400_000] };
  for (let i = 0; i < 3; i++) {
    const given = { workerId: stage.ids.next('worker'), nonce: stage.ids.nonce(), nowMs: stage.nowMs };
    await stage.change(taskId, { do: 'assign', leaseMs: 60_000, ...given });
    await stage.change(taskId, { do: 'label', label: 'cat', likelihood, ...given });
  }
  const { decision, labelSpec } = await stage.task(taskId);
  assert.equal(labelSpec.options[decision?.option ?? -1], 'dog');
  clock.advance(1_000);
  await settle(newSettler());
  const [settlement] = await storage.settlement.inStates(['seen'], 10);
  const costs = settlement?.tasks.map(({ taskId: id, payoutSats }) => [id, payoutSats]);
  assert.deepEqual(
    new Map(costs?.map(([id, paid]) => [id, paid])),
    new Map<unknown, unknown>([
      [otherId, 975],
      [taskId, 0],
    ]),
  );
  const { ok, results } = await auditMoney(storage, chain);
  assert.ok(ok, JSON.stringify(results.filter((result) => !result.ok)));
});
