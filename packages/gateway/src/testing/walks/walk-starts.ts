import assert from 'node:assert/strict';
import type { Answer } from '../call.ts';
import type { TestGateway } from '../test-gateway.ts';

type Call = (
  name: 'listAssignments' | 'nextWork' | 'giveLabel',
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
) => Promise<Answer>;

/** Marks texts that begin with what one of two models says: the start is all that a worker sees of them. */
export async function walkStarts(
  call: Call,
  gateway: TestGateway,
  dataUrl: string,
  models: readonly [named: string, other: string],
): Promise<void> {
  const { key } = await gateway.newCustomer();
  const [start, hidden] = [0, 5].map((from) => ({
    spans: [{ start: from, end: from + 4, label: 'PERSON' }],
  }));
  const label_spec = { question: 'Who?', classes: ['PERSON'], start_with: models[0] };
  const predictions = [
    { model: models[0], value: start },
    { model: models[1], value: hidden },
  ];
  const task = { type: 'text_spans', data_url: dataUrl, label_spec, predictions, priority: 9 };
  const tasks = Array.from({ length: 6 }, () => task);
  const {
    status,
    text,
    body: batch,
  } = await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  assert.equal(status, 202, text);
  await call('nextWork', 'POST', '/v1/work/next', { count: 6 });
  const { body } = await call('listAssignments', 'GET', '/v1/work/assignments');
  const held: readonly { readonly assignment_id: string; readonly type: string; readonly start?: unknown }[] =
    body.assignments.filter(({ type }: { readonly type: string }) => type === 'text_spans');
  const begun = held.filter((one) => one.start !== undefined);
  assert.ok(begun.length > 0);
  for (const { assignment_id, start: shown } of begun) {
    assert.deepEqual(shown, start);
    assert.ok(!JSON.stringify(body).includes(JSON.stringify(hidden)));
    await call('giveLabel', 'POST', `/v1/work/${assignment_id}/label`, { value: shown });
  }
  for (const taskId of batch.task_ids)
    await gateway.call('POST', `/v1/tasks/${taskId}/cancel`, { token: key });
}
