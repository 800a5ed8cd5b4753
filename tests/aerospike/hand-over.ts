import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { asdProgram, startAsd, startCluster, TestApi } from '@asg/testing';

const skip = asdProgram() === null ? 'not run: there is no asd on the PATH, and ASG_ASD names none' : false;
const adminToken = 'operator-token-16';
const deadlineMs = 60_000;

test('a settler that is told to stop hands over, one that is killed is followed by another', {
  skip,
}, async (t) => {
  await using asd = await startAsd();
  await using cluster = await startCluster({
    store: asd.store('h_'),
    processes: { gateway: 1, settler: 2 },
    env: { ASG_ADMIN_TOKEN: adminToken, SETTLE_LANES: '1' },
  });
  const [gateway] = cluster.gateways;
  const api = new TestApi(gateway!);
  /** Names of processes hold their process id. */
  const holder = async (): Promise<number> =>
    Number((await api.admin(adminToken).treasury.get()).lanes[0]!.held_by?.split('/')[1]);
  const after = async (before: number): Promise<number> => {
    const untilMs = Date.now() + deadlineMs;
    for (;;) {
      const now = await holder();
      if (now !== before) return now;
      assert.ok(Date.now() < untilMs, 'no other settler took over');
      await sleep(20);
    }
  };
  const memberOf = (pid: number) => cluster.members.find(({ refinery }) => refinery.pid === pid)!.refinery;

  const ready = await api.customer().ready();
  assert.equal(ready.ready, true);
  assert.match(ready.checks.store?.detail ?? '', /replication factor 1: /);

  const first = await holder();
  const stopped = memberOf(first);
  await stopped.stop();
  const stoppedMs = Date.now();
  const second = await after(first);
  const handOverMs = Date.now() - stoppedMs;
  await stopped.start();
  const killed = memberOf(second);
  await killed.kill('SIGKILL');
  const killedMs = Date.now();
  await after(second);
  t.diagnostic(`taken over ${handOverMs} ms after SIGTERM, ${Date.now() - killedMs} ms after kill -9`);
  await killed.start();
});
