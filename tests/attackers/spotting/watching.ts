import assert from 'node:assert/strict';
import type { Actor } from '../town/crowd.ts';
import type { Held, Person } from '../town/people.ts';
import type { Answer } from '../world.ts';
import { newObservation, note, type Observation } from './observation.ts';

/** Headers that say when, not what. */
const plainHeaders: ReadonlySet<string> = new Set(['date', 'connection', 'content-length']);

interface Seen {
  readonly held: Held;
  readonly observation: Observation;
}
export interface Watched extends Seen {
  readonly labelledAtMs: number;
}

/** Answers for a claim's tasks, indices of their options, by what is seen of them. */
export type Decide = (batch: readonly Seen[]) => readonly number[];

/** An account that writes down everything that it sees of its tasks. */
export class Watcher {
  readonly actor: Actor;
  readonly #account: number;
  readonly watched: Watched[] = [];
  readonly #contested = new Set<string>();

  constructor(actor: Actor, account: number) {
    this.actor = actor;
    this.#account = account;
  }

  /** One turn of work; gives how many tasks there were. `decide`: an answer for each; by default those of the actor. */
  async turn(decide: Decide = (batch) => batch.map(({ held }) => this.actor.answer(held))): Promise<number> {
    const { person, count } = this.actor;
    const claim = await person.claim(count);
    const batch: Seen[] = [];
    for (const [place, held] of claim.held.entries()) batch.push(await this.#view(held, place, claim));
    for (const [at, option] of decide(batch).entries()) await this.#label(batch[at]!, option);
    return batch.length;
  }

  async #view(held: Held, place: number, claim: Awaited<ReturnType<Person['claim']>>): Promise<Seen> {
    const { person } = this.actor;
    const { seen } = held;
    const observation = newObservation(held.isGold, this.#account, held.task.dataUrl);
    const nowMs = person.world.clock.nowMs();
    note(observation, 'fields', 'seen', seen, nowMs);
    note(observation, 'order', 'place', place, nowMs);
    note(observation, 'order', 'from the end', claim.held.length - place, nowMs);
    note(observation, 'sizes', 'assignment', JSON.stringify(seen).length, nowMs);
    note(observation, 'sizes', 'claim', claim.answer.bytes, nowMs);
    note(observation, 'timing', 'claim', claim.answer.tookMs, nowMs);
    this.#headers(observation, 'head of the claim', claim.answer);
    for (const view of ['first view', 'second view']) {
      const item = await person.call('GET', seen.data.url);
      assert.equal(item.status, 200, item.text);
      note(observation, 'timing', view, item.tookMs, nowMs);
      note(observation, 'sizes', view, item.bytes, nowMs);
      this.#headers(observation, `head of the ${view}`, item);
    }
    return { held, observation };
  }

  async #label({ held, observation }: Seen, option: number): Promise<void> {
    const { person } = this.actor;
    const { clock } = person.world;
    clock.pass(2_000);
    const body = { label: held.options[option] };
    const given = await person.call('POST', `/v1/work/${held.seen.assignment_id}/label`, { body });
    assert.equal(given.status, 200, given.text);
    note(observation, 'outcome', 'label', given.body, clock.nowMs());
    note(observation, 'timing', 'label', given.tookMs, clock.nowMs());
    note(observation, 'sizes', 'label', given.bytes, clock.nowMs());
    this.#headers(observation, 'head of the label', given);
    this.watched.push({ held, observation, labelledAtMs: clock.nowMs() });
  }

  /** Looks at what became of the labels, and contests what came out against them. */
  async look(): Promise<void> {
    const { person } = this.actor;
    const nowMs = person.world.clock.nowMs();
    const told = await person.call('GET', '/v1/workers/me/history?limit=100');
    assert.equal(told.status, 200, told.text);
    for (const [place, item] of told.body.data.entries()) {
      const name = item.assignment_id ?? item.task_id;
      const watched = this.watched.find(({ held: { seen } }) =>
        [seen.assignment_id, seen.task_id].includes(name),
      );
      if (watched === undefined) continue;
      const { observation, labelledAtMs } = watched;
      const { outcome: features } = observation.features;
      note(observation, 'outcome', 'history', item, nowMs);
      note(observation, 'sizes', 'history', JSON.stringify(item).length, nowMs);
      note(observation, 'order', 'place in history', place, nowMs);
      const since = (what: string): void => {
        if (!features.has(what)) features.set(what, nowMs - labelledAtMs);
      };
      if (item.outcome !== 'waiting') since('known after');
      if (item.paid) since('paid after');
      if (!['waiting', 'agreed'].includes(item.outcome) && !this.#contested.has(name)) {
        this.#contested.add(name);
        const body = {
          ...('assignment_id' in item ? { assignment_id: name } : { task_id: name }),
          message: 'Look again.',
        };
        const contest = await person.call('POST', '/v1/workers/me/appeals', { body });
        note(observation, 'outcome', 'contested', contest.status, nowMs);
        note(observation, 'outcome', 'contest', contest.body, nowMs);
      }
    }
  }

  #headers(observation: Observation, name: string, { headers }: Answer): void {
    for (const [header, value] of Object.entries(headers))
      if (!plainHeaders.has(header)) note(observation, 'headers', `${name} ${header}`, value, 0);
  }
}
