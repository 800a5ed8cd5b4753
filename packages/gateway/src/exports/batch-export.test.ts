import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelNext, quickstartTask, startTestGateway } from '../testing/test-gateway.ts';

test('a batch is exported as it stands, in the order of its submission and in each format, to its customer alone', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const tasks = Array.from({ length: 450 }, (_, i) => ({
    ...quickstartTask,
    consensus_threshold: 2,
    data_url: `https://example.com/${i + 1}.jpg`,
    ...(i === 0 ? { metadata: { a: 'x,"y"' }, priority: 9 } : {}),
  }));
  const batch = await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  const { batch_id, task_ids } = batch.body;
  const workers = [await gateway.newWorker(), await gateway.newWorker()];
  const tokens = workers.map(({ token }) => token);
  await labelNext(gateway, tokens, ['cat', 'cat']);
  const path = `/v1/batches/${batch_id}/export`;
  const exported = async (format: string) => {
    const answer = await gateway.call('GET', `${path}?format=${format}`, { token: key });
    assert.equal(answer.status, 200, answer.text);
    return answer;
  };
  const parsed = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const rows = parsed((await exported('jsonl')).text);
  assert.deepEqual(
    rows.map((row) => [row.line, row.task_id, row.data_url]),
    tasks.map(({ data_url }, i) => [i + 1, task_ids[i], data_url]),
  );
  assert.deepEqual([rows[0].status, rows[0].consensus_label], ['verified', 'cat']);
  assert.deepEqual([rows[1].status, rows[1].consensus_label], ['pending', null]);
  const csv = await exported('csv');
  assert.equal(csv.headers['content-disposition'], `attachment; filename="${batch_id}.csv"`);
  const [head, first] = csv.text.split('\r\n');
  assert.match(head!, /^line,task_id,status,data_url,consensus_label/);
  assert.ok(first!.includes('"{""a"":""x,\\""y\\""""}"'), first);
  assert.ok(first!.endsWith(',"x,""y"""'), first);
  assert.equal(csv.text.trim().split('\r\n').length, 451);
  const [labelled, open] = parsed((await exported('ground_truth')).text);
  assert.equal(labelled['source-ref'], 'https://example.com/1.jpg');
  assert.equal(labelled[batch_id], 0);
  assert.equal(labelled[`${batch_id}-metadata`]['class-name'], 'cat');
  assert.deepEqual(open, { 'source-ref': 'https://example.com/2.jpg' });

  const stranger = await gateway.newCustomer();
  assert.equal((await gateway.call('GET', path, { token: stranger.key })).status, 404);
  const none = `/v1/batches/${batch_id.slice(0, -1)}0/export`;
  assert.equal((await gateway.call('GET', none, { token: key })).status, 404);
});
