import assert from 'node:assert/strict';
import { quickstartTask, type TestGateway } from '../test-gateway.ts';
import { runJobs, uploadJob } from '../uploaded-job.ts';

/** Where items are that nobody looks at. */
export const practiceHost = 'https://example.com/practice';

/** Lines of practice for the quickstart's question; the right answer is cat. */
export const practiceLines = (count: number, change: object = {}, from = practiceHost): string =>
  Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      data_url: `${from}/${i}.txt`,
      gold_label: 'cat',
      gold_practice: true,
      gold_explanation: `Whiskers, ${i}.`,
      ...change,
    }),
  ).join('\n');

export async function givePractice(
  gateway: TestGateway,
  key: string,
  count: number,
  fields = {},
  from = practiceHost,
) {
  const { body } = await uploadJob(gateway, key, practiceLines(count, {}, from), fields);
  await runJobs(gateway);
  const { body: job } = await gateway.call('GET', `/v1/jobs/${body.job_id}`, { token: key });
  assert.deepEqual([job.lines_gold, job.lines_rejected], [count, 0], JSON.stringify(job));
}

export interface Practising {
  readonly token: string;
}
interface Given {
  readonly assignment_id: string;
  readonly question: string;
  readonly practice?: true;
}

export const next = async (gateway: TestGateway, { token }: Practising, body: object = {}) => {
  const answer = await gateway.call('POST', '/v1/work/next', { token, body: { count: 20, ...body } });
  return (answer.body?.assignments ?? []) as readonly Given[];
};
export const questionsOf = async (gateway: TestGateway, { token }: Practising, query = '') =>
  (await gateway.call('GET', `/v1/work/assignments?questions=true${query}`, { token })).body.questions;
export const label = (gateway: TestGateway, { token }: Practising, id: string, given: string) =>
  gateway.call('POST', `/v1/work/${id}/label`, { token, body: { label: given } });

/** Does a whole round, so many of it right; the last answer. */
export async function practise(gateway: TestGateway, worker: Practising, question: string, right: number) {
  const items = await next(gateway, worker, { practice: question });
  let last: { practice?: Record<string, unknown> } = {};
  for (const [i, { assignment_id }] of items.entries())
    last = (await label(gateway, worker, assignment_id, i < right ? 'cat' : 'dog')).body;
  return last.practice;
}

export const submit = (gateway: TestGateway, key: string, body: object) =>
  gateway.call('POST', '/v1/tasks', { token: key, body: { ...quickstartTask, ...body } });
