import assert from 'node:assert/strict';
import type { Answer } from '../call.ts';
import type { TestGateway } from '../test-gateway.ts';
import { runJobs, uploadJob } from '../uploaded-job.ts';

type Call = (
  name: 'listAssignments' | 'nextWork' | 'getItem' | 'giveLabel',
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
) => Promise<Answer>;

/** Practises a question: what a worker is told of it, its items, and their answers. */
export async function walkPractice(call: Call, gateway: TestGateway, dataUrl: string): Promise<void> {
  const { key } = await gateway.newCustomer();
  const lines = ['a', 'b'].map((item) =>
    JSON.stringify({ data_url: `${dataUrl}?${item}`, gold_label: 'cat', gold_practice: true }),
  );
  await uploadJob(gateway, key, lines.join('\n'));
  await runJobs(gateway);
  const { body: held } = await call('listAssignments', 'GET', '/v1/work/assignments?questions=true');
  const practice = { practice: held.questions.data[0].question_id, count: 2 };
  const { body: practised } = await call('nextWork', 'POST', '/v1/work/next', practice);
  assert.equal(practised.assignments.length, 2);
  for (const { assignment_id } of practised.assignments) {
    assert.equal((await call('getItem', 'GET', `/v1/work/${assignment_id}/data`)).status, 200);
    const answer = await call('giveLabel', 'POST', `/v1/work/${assignment_id}/label`, { label: 'dog' });
    assert.equal(answer.body.practice.is_right, false);
  }
}
