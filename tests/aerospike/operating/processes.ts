import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { verifyReceipt } from '@asg/receipts';
import { processLives } from '@asg/runtime';
import { asdProgram, customerTask, startAsd, TestApi } from '@asg/testing';

interface Happened {
  readonly event: string;
  readonly name?: string;
  readonly url?: string;
  readonly pid?: number;
  readonly signal?: string;
}

const cli = fileURLToPath(new URL('../../../apps/cli/src/main.ts', import.meta.url));
const skip = asdProgram() === null ? 'not run: there is no asd on the PATH, and ASG_ASD names none' : false;
const folder = mkdtempSync(join(tmpdir(), 'asg-processes-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** `asg up --processes`, with what it tells. */
class Up {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly happened: Happened[] = [];
  /** Each process that was started, dead ones too. */
  readonly pids = new Set<number>();
  #log = '';
  #told = Promise.withResolvers<void>();

  constructor(store: string, gateways: number) {
    const args = ['up', '--processes', String(gateways), '--json', '--port', '0', '--store', store];
    const settings = {
      SETTLE_MAX_WAIT_MS: '0',
      LOCAL_BLOCK_SECONDS: '1',
      ASG_METRICS_ADDRESSES: '127.0.0.1',
    };
    this.child = spawn(process.execPath, [cli, ...args, '--data-dir', join(folder, 'data')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...settings },
    });
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#log += text;
    });
    createInterface({ input: this.child.stdout! }).on('line', (line) => {
      const one = JSON.parse(line) as Happened;
      this.happened.push(one);
      if (one.pid !== undefined) this.pids.add(one.pid);
      this.#told.resolve();
      this.#told = Promise.withResolvers();
    });
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** The first such event, once it is told; `from`: how many have been looked at already. */
  async told(event: string, name?: string, from = 0): Promise<Happened> {
    for (;;) {
      const found = this.happened.slice(from).find((one) => one.event === event && one.name === name);
      if (found !== undefined) return found;
      const isOver = await Promise.race([this.ended.then(() => true), this.#told.promise.then(() => false)]);
      if (isOver) throw new Error(`it ended without ${event} ${name ?? ''}; its log:\n${this.#log}`);
    }
  }

  /** Kills one of its processes, and waits until another is in its place, at the same address. */
  async killed(name: string): Promise<void> {
    const { pid, url } = await this.told('started', name);
    const from = this.happened.length;
    process.kill(pid!, 'SIGKILL');
    assert.equal((await this.told('ended', name, from)).signal, 'SIGKILL');
    const back = await this.told('started', name, from);
    assert.deepEqual([back.url, back.pid === pid], [url, false]);
  }

  /** Waits until none of its processes runs. */
  async allGone(): Promise<void> {
    while ([...this.pids].some(processLives)) await sleep(50);
  }
}

/** A task from its submission to a receipt that verifies, labelled by two workers who are new. */
async function settledTask(url: string, who: string): Promise<void> {
  const api = new TestApi(url);
  const { api_key } = await api.registerCustomer({ name: 'Demo', email: `${who}@example.com` });
  const customer = api.customer(api_key);
  const { task_id } = await customer.tasks.submit(customerTask({ consensus_threshold: 2 }));
  for (const n of [1, 2]) {
    const { token } = await api.registerWorker({
      email: `${who}${n}@example.com`,
      password: 'correct horse',
    });
    const worker = api.worker(token);
    await worker.setProfile({ display_name: `W${n}`, country: 'DE', primary_language: 'en' });
    const [assignment] = await worker.next(1);
    await worker.label(assignment!.assignment_id, 'cat');
  }
  const outcome = await customer.tasks.outcome(task_id, { waitSeconds: 60, until: 'settled' });
  assert.equal(outcome.status, 'settled', JSON.stringify(outcome));
  const receipt = await customer.tasks.receipt(task_id);
  const report = verifyReceipt(receipt);
  assert.equal(report.failed, null, JSON.stringify(report.steps));
}

/** The figures of a process, by name and labels. */
async function metricsOf(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return new Map(
    [...text.matchAll(/^(asg_[^ ]+) (\S+)$/gm)].map(([, name, value]) => [name!, Number(value)]),
  );
}

test('one command runs a cluster from nothing: a task is paid, what dies is started again, Ctrl-C ends all', {
  skip,
}, async () => {
  await using asd = await startAsd({ fileGib: 1 });
  const up = new Up(asd.store('up_'), 2);
  const { url } = await up.told('ready');
  const names = ['chain', 'gateway-1', 'gateway-2', 'router', 'settler', 'webhooks', 'jobs'];
  const started = up.happened.filter(({ event }) => event === 'started');
  assert.deepEqual(new Set(started.map(({ name }) => name)), new Set(names));
  assert.equal(started.length, names.length);
  assert.equal(new Set(started.map((one) => one.url)).size, names.length);
  await settledTask(url!, 'first');

  const counted = await metricsOf(url!);
  for (const [name, set, command] of [
    ['commands', 'task', 'write'],
    ['records', 'list', 'batch_read'],
    ['commands', 'none', 'info'],
  ] as const)
    assert.ok((counted.get(`asg_store_${name}_total{set="${set}",command="${command}"}`) ?? 0) > 0, name);
  const errors = [...counted].filter(([name]) => name.startsWith('asg_store_errors_total'));
  assert.ok(
    errors.every(([, value]) => value === 0),
    JSON.stringify(errors),
  );

  for (const name of ['settler', 'gateway-1', 'chain']) await up.killed(name);
  await settledTask((await up.told('started', 'gateway-2')).url!, 'second');
  up.child.kill('SIGINT');
  assert.equal(await up.ended, 0);
  assert.deepEqual(up.happened.at(-1), { event: 'stopped' });
  assert.deepEqual([...up.pids].filter(processLives), []);

  // Keys and coins are those of before; nothing is left of it where its own end was not in order.
  const again = new Up(asd.store('up_'), 1);
  await settledTask((await again.told('ready')).url!, 'third');
  again.child.kill('SIGKILL');
  await again.allGone();
});

test('where the store is not there the cluster does not start, and nothing of it is left', {
  skip,
}, async () => {
  await using asd = await startAsd({ fileGib: 1 });
  const up = new Up(asd.store('none_').replace('/asg?', '/gold?'), 1);
  await assert.rejects(up.told('ready'), /gateway-1 did not start/);
  assert.equal(await up.ended, 1);
  await up.allGone();
});
