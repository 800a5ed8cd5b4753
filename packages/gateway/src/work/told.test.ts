import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const adminToken = 'operator-token-of-the-tests';
/** The longest that gold is kept back before other tasks were seen to close. */
const outcomeMsMax = 180_000;
const host = createServer((_request, response) => response.writeHead(200).end('a text to look at'));
before(async () => {
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
});
after(() => host.close());

interface Assignment {
  readonly assignment_id: string;
}

/** A customer's tasks, and gold that looks like them, of which a half tells the right answer. */
async function scene(own: TestGateway): Promise<void> {
  const { key } = await own.newCustomer();
  const data_url = `http://localhost:${(host.address() as AddressInfo).port}/item.txt`;
  const task = { ...quickstartTask, data_url, consensus_threshold: 2 };
  const tasks = Array.from({ length: 12 }, () => task);
  await own.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  const { type, label_spec } = task;
  for (let i = 0; i < 6; i++) {
    const gold = { type, data_url, label_spec, gold_label: 'cat', feedback: i % 2 === 0 };
    const added = await own.call('POST', '/v1/admin/gold', { token: adminToken, body: gold });
    assert.equal(added.status, 201, added.text);
  }
}

test('what history says of gold is what it says of the task beside it, and so is what it shows, at every moment', async () => {
  await using own = await startTestGateway({ adminToken });
  await scene(own);
  const { token, workerId } = await own.newWorker();
  const others = [await own.newWorker(), await own.newWorker()];
  const claim = async (as: string): Promise<readonly Assignment[]> =>
    (await own.call('POST', '/v1/work/next', { token: as, body: { count: 20 } })).body?.assignments ?? [];
  const give = async (as: string, given: string, { assignment_id }: Assignment) =>
    own.call('POST', `/v1/work/${assignment_id}/label`, { token: as, body: { label: given } });
  for (const one of await claim(token)) await give(token, 'dog', one);
  const golds = new Map<string, boolean>();
  const told = async (): Promise<ReadonlyMap<string, Set<boolean>>> => {
    const { body } = await own.call('GET', '/v1/workers/me/history?limit=100', { token });
    const said = new Map<string, Set<boolean>>();
    for (const { assignment_id: id, gold_feedback: feedback, ...one } of body.data) {
      // Feedback says by whom it is wanted that the answer was known.
      const isGold = golds.get(id) ?? (await goldOf(own, workerId, id));
      golds.set(id, isGold);
      const item = await own.app.inject({
        url: `/v1/work/${id}/data?size=thumbnail`,
        headers: { authorization: `Bearer ${token}` },
      });
      const { date: _date, 'x-request-id': _id, ...headers } = item.headers;
      const all = JSON.stringify([one, item.statusCode, headers, item.payload]);
      if (feedback === null) said.set(all, (said.get(all) ?? new Set()).add(isGold));
    }
    return said;
  };
  const before = [...(await told()).keys()].filter((text) => text.includes('"outcome":"waiting"'));
  assert.equal(before.length, 1, 'as long as nothing is known of them all read alike');
  for (const { token: as } of others) for (const one of await claim(as)) await give(as, 'cat', one);
  own.clock.advance(outcomeMsMax);
  const after = await told();
  const lost = [...after].filter(([text]) => text.includes('"decided":"cat"'));
  assert.deepEqual(
    lost.map(([, kinds]) => kinds),
    [new Set([true, false])],
    'and so do those whose answer was another',
  );
});

async function goldOf(own: TestGateway, workerId: string, assignmentId: string): Promise<boolean> {
  const { taskId } = own.context.assignmentIds.open(workerId, assignmentId)!;
  return (await own.storage.tasks.get(taskId))!.gold !== undefined;
}
