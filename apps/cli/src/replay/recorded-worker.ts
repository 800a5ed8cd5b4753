import { type Look, lookAt } from '@asg/crowd';
import { ASGWorkerClient, type Assignment, type LabelValue, type Worker } from '@asg/sdk';
import { present } from '@asg/values/present';
import { Failure } from '../terminal/exit.ts';

/** More lanes cannot be listed in a profile, nor more tasks be claimed at once. */
export const lanesMax = 20;
/** Tasks of others that the instance may offer in one claim before it is given up. */
const foreignMax = 100;

interface Value {
  readonly value: LabelValue;
}

interface Wish {
  readonly lane: string;
  readonly resolve: (assignment: Assignment) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A recorded worker's account. It claims exactly the tasks that it is given: each lane has a language of its own with
 * one open task, and the account lists the languages of the lanes whose tasks it wants now, and no other.
 */
export class RecordedWorker {
  readonly #client: ASGWorkerClient;
  readonly #name: string;
  readonly #wishes = new Map<string, Wish>();
  #lanesListed = '';
  #claiming = false;

  private constructor(client: ASGWorkerClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  /** Signs the worker up. `tag` makes the e-mail address new to the instance. */
  static async open(url: string, tag: string, number: number, worker: string): Promise<RecordedWorker> {
    const { token } = await new ASGWorkerClient({ baseUrl: url }).register({
      email: `worker-${number}.${tag}@replay.example`,
      password: `replay ${tag} ${number}`,
      adult: true,
      terms_accepted: true,
    });
    return new RecordedWorker(new ASGWorkerClient({ baseUrl: url, token }), worker);
  }

  /** Claims the task whose instructions are this mark, the one open task of the lane. Throws a Failure if it is not offered. */
  claim(mark: string, lane: string): Promise<Assignment> {
    const { promise, resolve, reject } = Promise.withResolvers<Assignment>();
    this.#wishes.set(mark, { lane, resolve, reject });
    if (!this.#claiming) void this.#claimAll();
    return promise;
  }

  /** Looks for the item, which is nowhere any more, as its worker once did, and answers as they did. `given`: the answer, by what is seen. */
  async label(assignment: Assignment, given: (items: Look['items']) => string | Value): Promise<void> {
    const { itemToken, items } = await lookAt(this.#client, assignment);
    await this.#client.label(assignment.assignment_id, given(items), { itemToken });
  }

  async totals(): Promise<Worker['totals']> {
    return (await this.#client.me()).totals;
  }

  /** Wishes that come up while a claim is under way go into the next one together. */
  async #claimAll(): Promise<void> {
    this.#claiming = true;
    while (this.#wishes.size > 0) {
      const round = new Map(this.#wishes);
      this.#wishes.clear();
      try {
        await this.#claimRound(round);
      } catch (error) {
        for (const wish of round.values()) wish.reject(error);
      }
    }
    this.#claiming = false;
  }

  async #claimRound(round: Map<string, Wish>): Promise<void> {
    await this.#listLanes([...round.values()].map((wish) => wish.lane));
    for (let foreign = 0; round.size > 0 && foreign <= foreignMax; ) {
      const items = await this.#client.next(round.size);
      if (items.length === 0) break;
      for (const item of items) {
        const mark = item.instructions ?? '';
        const wish = round.get(mark);
        round.delete(mark);
        if (wish !== undefined) {
          wish.resolve(item);
        } else {
          // A task of another source: it is skipped, so that others get it at once.
          await this.#client.skip(item.assignment_id, 'an account of asg replay');
          foreign++;
        }
      }
    }
    for (const [mark, wish] of round) {
      wish.reject(
        new Failure(
          `“${mark}” was not offered to worker ${this.#name}: use an instance where nobody else works`,
        ),
      );
    }
  }

  async #listLanes(lanes: readonly string[]): Promise<void> {
    const wanted = [...lanes].sort();
    if (wanted.join() === this.#lanesListed) return;
    const [primary, ...others] = wanted;
    await this.#client.setProfile({
      display_name: `Recorded ${this.#name}`.slice(0, 50),
      country: 'ZZ',
      primary_language: present(primary, 'a language'),
      languages: others,
    });
    this.#lanesListed = wanted.join();
  }
}
