import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import type { Task } from '@asg/domain';
import type { Answer, World } from '../world.ts';
import { truthOf } from './item-host.ts';

const password = 'correct horse';

/** What one assignment looks like to its worker, and the truth about it, which only the simulation knows. */
export interface Held {
  // biome-ignore lint/suspicious/noExplicitAny: its shape is what is examined
  readonly seen: any;
  readonly task: Task;
  readonly isGold: boolean;
  readonly options: readonly string[];
  /** Index of the right answer. */
  readonly right: number;
}

/** A browser, and what it keeps from one account to the next. */
export class Device {
  readonly #cookies = new Map<string, string>();

  headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) };
  }

  /** Sessions are another's; what outlives them is the device's. */
  keep({ headers }: Answer): void {
    for (const text of [headers['set-cookie'] ?? []].flat().map(String)) {
      const [name = '', value = ''] = text.split(';', 1)[0]!.split('=');
      if (!['asg_worker', 'asg_console', 'asg_operator'].includes(name)) this.#cookies.set(name, value);
    }
  }
}

export interface Place {
  /** The address of their requests. */
  readonly from: string;
  readonly device?: Device;
  readonly languages?: readonly string[];
  /** Where they are paid; without it their pay is held. */
  readonly wallet?: string;
}

/** An account of a worker, used over HTTP alone. */
export class Person {
  readonly world: World;
  readonly name: string;
  readonly workerId: string;
  readonly token: string;
  readonly from: string;
  /** Claims are refused: suspended, or not yet allowed. */
  isRefused = false;

  constructor(world: World, account: Pick<Person, 'name' | 'workerId' | 'token' | 'from'>) {
    this.world = world;
    this.name = account.name;
    this.workerId = account.workerId;
    this.token = account.token;
    this.from = account.from;
  }

  call(...[method, url, asked]: Parameters<World['call']>): Promise<Answer> {
    return this.world.call(method, url, { token: this.token, from: this.from, ...asked });
  }

  /** Tasks to label, and the answer that gave them. */
  async claim(count: number): Promise<{ readonly held: readonly Held[]; readonly answer: Answer }> {
    const answer = await this.call('POST', '/v1/work/next', { body: { count } });
    this.isRefused = answer.status === 403;
    if (answer.status !== 200) return { held: [], answer };
    const given = this.world.claimed();
    assert.equal(given.length, answer.body.assignments.length, 'what was claimed is what is answered');
    const held = given.map((task, index) => heldOf(task, answer.body.assignments[index]));
    return { held, answer };
  }

  /** One answer for each, an index of its options. `isBlind`: without what comes with the item, which they never fetched. */
  async label(
    held: readonly Held[],
    answerOf: (one: Held) => number,
    isBlind: boolean | undefined,
  ): Promise<void> {
    if (held.length === 0) return;
    const labels = held.map((one) => ({
      assignment_id: one.seen.assignment_id,
      label: one.options[answerOf(one)],
      ...(isBlind !== true && { item_token: this.#itemToken(one) }),
    }));
    const answer = await this.call('POST', '/v1/work/labels', { body: { labels } });
    assert.equal(answer.status, 200, answer.text);
  }

  /** What the item would have brought: thousands of pictures need not be fetched for it. */
  #itemToken({ seen }: Held): string {
    const { assignmentIds } = this.world.context;
    const parts = assignmentIds.open(this.workerId, seen.assignment_id);
    assert.ok(parts !== null);
    return assignmentIds.lookToken(this.workerId, parts, null);
  }
}

function heldOf(task: Task, seen: Held['seen']): Held {
  const { options } = task.labelSpec;
  assert.equal(seen.question, task.labelSpec.question, 'answers are in the order of the claim');
  const right = truthOf(task.dataUrl, options.length);
  return { seen, task, isGold: task.gold !== undefined, options, right };
}

/** Signs up as strangers do. */
export async function signUp(world: World, name: string, place: Place): Promise<Person> {
  const { from, device = new Device() } = place;
  const body = { email: `${name}@example.com`, password, adult: true, terms_accepted: true };
  const answer = await world.call('POST', '/v1/workers', { from, headers: device.headers(), body });
  assert.equal(answer.status, 201, answer.text);
  device.keep(answer);
  return settledIn(world, name, answer, place);
}

/** An account that was there already; its password costs next to nothing to check. Logs in over HTTP. */
export async function known(world: World, name: string, place: Place): Promise<Person> {
  const { from, device = new Device() } = place;
  const email = `${name}@example.com`;
  const worker = {
    workerId: world.context.ids.next('worker'),
    email,
    passwordHash: cheapHash,
    status: 'active',
    profile: null,
    payout: null,
    createdAtMs: world.clock.nowMs(),
  } as const;
  await world.storage.workers.register({ worker, emailKey: email });
  const answer = await world.call('POST', '/v1/workers/login', {
    from,
    headers: device.headers(),
    body: { email, password },
  });
  assert.equal(answer.status, 200, answer.text);
  device.keep(answer);
  return settledIn(world, name, answer, place);
}

async function settledIn(world: World, name: string, answer: Answer, place: Place): Promise<Person> {
  const { token, worker_id: workerId } = answer.body;
  const person = new Person(world, { name, workerId, token, from: place.from });
  const [primary = 'en', ...others] = place.languages ?? ['en'];
  const profile = { display_name: name, country: 'DE', primary_language: primary, languages: others };
  const set = await person.call('PUT', '/v1/workers/me/profile', { body: profile });
  assert.equal(set.status, 200, set.text);
  if (place.wallet !== undefined) {
    const body = { address: place.wallet, password };
    const paid = await person.call('PUT', '/v1/workers/me/wallet', { body });
    assert.equal(paid.status, 200, paid.text);
  }
  return person;
}

const cheapHash = ((): string => {
  const nonce = Buffer.alloc(16, 7);
  const costs = { memory: 8, passes: 1, parallelism: 1 };
  const hash = argon2Sync('argon2id', { message: password, nonce, tagLength: 32, ...costs });
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=8,t=1,p=1$${text(nonce)}$${text(hash)}`;
})();
