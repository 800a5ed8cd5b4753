import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { test } from 'node:test';
import { fraction, seededRandom } from '@asg/runtime';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const workers = 200;
const tasks = 2_000;
const labelsEach = 3;
const abandonRate = 0.2;
const leaseMs = 600_000;
const lapsesPerCall = 1_000;
/** All workers are at one address here, with as many connections as their client likes. */
const bounds = {
  connectionsMax: 10_000,
  connectionsPerAddressMax: 10_000,
  headersMsMax: 60_000,
  requestMsMax: 60_000,
  uploadBytesPerSecondMin: 1,
};
const password = 'correct horse';

/** A password's hash that costs next to nothing: it is the crowd that is tried here, not their log-in. */
function cheapHash(): string {
  const salt = Buffer.alloc(16, 7);
  const hash = argon2Sync('argon2id', {
    message: password,
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: 8,
    passes: 1,
  });
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=8,t=1,p=1$${text(salt)}$${text(hash)}`;
}

async function gather(gateway: TestGateway): Promise<readonly Member[]> {
  const { storage, context } = gateway;
  const passwordHash = cheapHash();
  const profile = { displayName: 'Kim', country: 'PT', primaryLanguage: 'en', languages: [] };
  return Promise.all(
    Array.from({ length: workers }, async (_, i) => {
      const email = `${i}@crowd.example`;
      const workerId = context.ids.next('worker');
      const account = { status: 'active', profile, payout: null, createdAtMs: 0 } as const;
      const worker = { ...account, workerId, email, passwordHash };
      await storage.workers.register({ worker, emailKey: email });
      const { body } = await gateway.call('POST', '/v1/workers/login', { body: { email, password } });
      return { workerId, token: String(body.token) };
    }),
  );
}

interface Member {
  readonly workerId: string;
  readonly token: string;
}

interface Taken {
  readonly assignment_id: string;
}

test('200 workers at once over HTTP, a fifth of the claims abandoned: each of 2,000 tasks gets just what it needs', async () => {
  await using gateway = await startTestGateway({ sandboxLabelQuota: tasks, bounds });
  const { storage, clock, context } = gateway;
  const crowd = await gather(gateway);
  const { key } = await gateway.newCustomer();
  const taskIds: string[] = [];
  for (let sent = 0; sent < tasks; sent += 1_000) {
    const body = { tasks: Array.from({ length: 1_000 }, () => quickstartTask) };
    taskIds.push(...(await gateway.call('POST', '/v1/tasks/batch', { token: key, body })).body.task_ids);
  }
  const url = await gateway.app.listen({ port: 0 });
  const post = async (token: string, path: string, body: unknown) => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.status === 204 ? null : answer.json();
  };

  const accepted = new Map<string, Set<string>>(taskIds.map((taskId) => [taskId, new Set()]));
  let abandoned = 0;
  /** Works until there is nothing left to claim. */
  const work = async ({ workerId, token }: Member, i: number, round: number): Promise<void> => {
    const random = seededRandom(`worker ${i}, round ${round}`);
    for (;;) {
      const claimed = (await post(token, '/v1/work/next', { count: 10 })) as { assignments: Taken[] } | null;
      if (claimed === null) return;
      const kept = claimed.assignments.filter(() => fraction(random) >= abandonRate);
      abandoned += claimed.assignments.length - kept.length;
      if (kept.length === 0) continue;
      const labels = kept.map(({ assignment_id }) => ({ assignment_id, label: 'cat' }));
      const { outcomes } = (await post(token, '/v1/work/labels', { labels })) as {
        outcomes: { accepted: boolean; error?: string }[];
      };
      for (const [at, outcome] of outcomes.entries()) {
        assert.ok(outcome.accepted, outcome.error);
        const { taskId } = context.assignmentIds.open(workerId, kept[at]!.assignment_id)!;
        const by = accepted.get(taskId)!;
        assert.ok(!by.has(token), 'no worker labels a task twice');
        by.add(token);
      }
    }
  };
  const isDone = (): boolean => [...accepted.values()].every((by) => by.size === labelsEach);
  for (let round = 0; !isDone(); round++) {
    assert.ok(round < 20, 'what is abandoned comes back and is done');
    await Promise.all(crowd.map((member, i) => work(member, i, round)));
    clock.advance(leaseMs);
    while ((await storage.tasks.lapse({ nowMs: clock.nowMs(), limit: lapsesPerCall })).examined > 0);
  }
  assert.ok(abandoned > tasks * labelsEach * 0.1, `${abandoned} claims were abandoned`);
  for (const task of await storage.tasks.many(taskIds)) {
    assert.equal(task?.state, 'verified');
    assert.equal(task.labels.length, labelsEach);
    assert.equal(accepted.get(task.taskId)?.size, labelsEach);
  }
});
