import assert from 'node:assert/strict';
import { liveSettlementStates, type SettlementRecord, settlementStates } from '@asg/domain';
import { auditMoney } from '@asg/engines';
import { below, seededRandom } from '@asg/storage/faults';
import { dialects } from './dialects.ts';
import { type Fault, faultOf, kinds } from './faults.ts';
import { openScene, type Scene } from './scene.ts';
import { type Dialect, type Question, SimulatedNetwork } from './simulated-network.ts';

/** A batch that the fault does not befall settles within so many times what it takes without the fault. */
const boundTimes = 3;
const stepMs = 250;
const followMs = 2_000;
const blockMs = 15_000;
const workMs = 40_000;
const faultAfterMs = 5_000;
const faultMs = 60_000;
/** In which all must be paid, and final. */
const restMs = 1_800_000;
const firstTasks = 16;

export interface SeedResult {
  readonly seed: number;
  readonly dialect: string;
  readonly fault: string;
  readonly tasks: number;
  readonly batches: number;
  /** The longest that a batch took that the fault did not befall, compared with the same one without the fault. */
  readonly slowestTimes: number;
}

/** Plays a seed twice, without its fault and with it, and compares. Throws where something is not as promised. */
export async function runSeed(seed: number): Promise<SeedResult> {
  const random = seededRandom(seed);
  const dialect = dialects[below(random, dialects.length)]!;
  const plan: Group[] = [];
  for (let atMs = 0; atMs < workMs; atMs += 400 + below(random, 900))
    plan.push({ atMs, count: 1 + below(random, 3) });
  const fault = faultOf((seed - 1) % kinds, { random, dialect });
  const without = await play(seed, dialect, plan, null);
  const withIt = await play(seed, dialect, plan, fault);
  const slowestTimes = compare(without, withIt, fault);
  const { tookMs, batches } = withIt;
  return { seed, dialect: dialect.name, fault: fault.name, tasks: tookMs.size, batches, slowestTimes };
}

interface Group {
  readonly atMs: number;
  readonly count: number;
}

interface Played {
  /** From verified to settled, ms, for each task in the order of its submission. */
  readonly tookMs: ReadonlyMap<number, number>;
  /** Tasks of the batch that the fault befell. */
  readonly victims: ReadonlySet<number>;
  readonly batches: number;
}

async function play(
  seed: number,
  dialect: Dialect,
  plan: readonly Group[],
  fault: Fault | null,
): Promise<Played> {
  let victim: string | null = null;
  let isOn = false;
  const befalls = (question: Question) => {
    if (isOn && victim === null && question.method === 'POST') victim = question.spends[0]!;
    const isHit = isOn && fault !== null && (fault.victim === null || question.spends.includes(victim ?? ''));
    return { before: isHit ? fault.befall(question) : null, isKept: fault?.isKept === true };
  };
  await using scene = await openScene(
    seed,
    (chain, clock) => new SimulatedNetwork({ chain, clock, dialect }, befalls),
  );
  const { clock, chain } = scene;
  const reported = new Set<string>();
  const loops = startLoops(scene, reported);
  const taskIds = [...(await scene.verified(firstTasks))];
  assert.ok(await allPaid(scene, taskIds), 'the first batches are paid');
  chain.mine();

  const startMs = clock.nowMs();
  const dueMs = new Map<number, number>();
  const first = taskIds.length;
  for (const { atMs, count } of plan) {
    await scene.until(() => clock.nowMs() >= startMs + atMs, startMs + atMs - clock.nowMs());
    clock.advance(Math.max(0, startMs + atMs - clock.nowMs()));
    if (atMs >= faultAfterMs) isOn = true;
    for (const taskId of await scene.verified(count)) {
      dueMs.set(taskIds.length, clock.nowMs());
      taskIds.push(taskId);
    }
  }
  const lastsMs = fault?.lastsMs ?? faultMs;
  await scene.until(() => false, startMs + faultAfterMs + lastsMs - clock.nowMs());
  if (fault?.isForGood !== true) isOn = false;
  assert.ok(await allPaid(scene, taskIds), `everything is paid in the end: ${await states(scene)}`);
  assert.ok(await allFinal(scene), `everything is final in the end: ${await states(scene)}`);
  await loops.stop();
  await audit(scene);
  if (fault !== null) assertNamed(fault, reported);

  const tookMs = new Map<number, number>();
  const victims = new Set<number>();
  const byTask = await settlementsByTask(scene);
  for (let index = first; index < taskIds.length; index++) {
    const settlement = byTask.get(taskIds[index]!)!;
    if (victim !== null && settlement.inputs.some(({ txid, vout }) => `${txid}:${vout}` === victim))
      victims.add(index);
    tookMs.set(index, settlement.seenAtMs! - dueMs.get(index)!);
  }
  const failed = await scene.storage.settlement.inStates(['failed'], 1_000);
  assert.equal(failed.length, fault?.replaced ?? 0, 'replaced transactions');
  if (fault?.victim === 'one') assert.ok(victims.size > 0, 'the fault befell a batch');
  return { tookMs, victims, batches: new Set(byTask.values()).size };
}

/** The loops of the server's role, at rest between their steps. */
function startLoops(scene: Scene, reported: Set<string>) {
  const { clock, settler, chain, storage, conditions } = scene;
  let isOver = false;
  let failure: unknown = null;
  const every = async (ms: number, step: () => Promise<unknown>): Promise<void> => {
    while (!isOver) {
      await step().catch((error: unknown) => {
        failure ??= error;
      });
      await clock.sleep(ms);
    }
  };
  const listen = async (): Promise<void> => {
    for (const { name, detail } of conditions.list()) reported.add(`${name}: ${detail}`);
    const { status } = settler;
    if (status.kind === 'unresolved') reported.add(status.note);
    for (const { note } of await storage.settlement.inStates(liveSettlementStates, 100))
      if (note !== null) reported.add(note);
  };
  const running = [
    every(stepMs, async () => {
      if (await settler.pay()) await settler.deliver();
    }),
    every(stepMs, () => settler.deliver()),
    every(followMs, () => settler.follow()),
    every(blockMs, async () => void chain.mine()),
    every(followMs, listen),
  ];
  return {
    stop: async (): Promise<void> => {
      isOver = true;
      let ended = false;
      const all = Promise.all(running).then(() => {
        ended = true;
      });
      assert.ok(await scene.until(() => ended, 600_000), 'the loops end');
      await all;
      assert.equal(failure, null, 'no step of a loop fails');
    },
  };
}

async function allPaid(scene: Scene, taskIds: readonly string[]): Promise<boolean> {
  return soon(scene, async () => {
    const tasks = await scene.storage.tasks.many(taskIds);
    return tasks.every((task) => task?.payment.kind === 'paid');
  });
}

async function allFinal(scene: Scene): Promise<boolean> {
  return soon(
    scene,
    async () => (await scene.storage.settlement.inStates(liveSettlementStates, 1)).length === 0,
  );
}

/** Whether it is so after a while. */
async function soon(scene: Scene, isSo: () => Promise<boolean>): Promise<boolean> {
  const endMs = scene.clock.nowMs() + restMs;
  while (scene.clock.nowMs() < endMs) {
    if (await isSo()) return true;
    await scene.until(() => false, 1_000);
  }
  return isSo();
}

async function states({ storage, conditions }: Scene): Promise<string> {
  const live = await storage.settlement.inStates(liveSettlementStates, 20);
  const wrong = conditions.list().map(({ name, detail }) => `${name}: ${detail}`);
  return [...live.map(({ settlementId, state, note }) => `${settlementId} ${state} ${note}`), ...wrong].join(
    '; ',
  );
}

async function audit({ storage, chain }: Scene): Promise<void> {
  const report = await auditMoney(storage, chain);
  const culprits = report.results.flatMap(({ check, culprits: all }) => all.map((one) => `${check}: ${one}`));
  assert.deepEqual(culprits, [], 'the audit passes');
}

function assertNamed({ name, named }: Fault, reported: ReadonlySet<string>): void {
  if (named === null) return;
  const found = [...reported].some((text) => named.test(text));
  assert.ok(found, `the cause of "${name}" is named by ${named}; told was ${[...reported].join(' | ')}`);
}

async function settlementsByTask({ storage }: Scene): Promise<ReadonlyMap<string, SettlementRecord>> {
  const found = new Map<string, SettlementRecord>();
  const states = settlementStates.filter((state) => state !== 'failed');
  for (const settlement of await storage.settlement.inStates(states, 10_000))
    for (const { taskId } of settlement.tasks) found.set(taskId, settlement);
  return found;
}

/** How many times as long as without the fault the slowest of the others took. */
function compare(without: Played, withIt: Played, fault: Fault): number {
  let slowest = 0;
  for (const [index, ms] of withIt.tookMs) {
    if (withIt.victims.has(index) && fault.isHarmless !== true) continue;
    const times = ms / without.tookMs.get(index)!;
    slowest = Math.max(slowest, times);
    const what = `task ${index} took ${ms} ms, ${without.tookMs.get(index)} ms without "${fault.name}"`;
    assert.ok(times <= boundTimes, what);
  }
  return slowest;
}
