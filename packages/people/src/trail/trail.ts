import {
  type Actor,
  isId,
  type Person,
  type TrailDraft,
  type TrailFacts,
  type TrailHead,
  type TrailOutcome,
  type TrailStep,
} from '@asg/domain';
import type { TrailAction } from '@asg/domain/names';
import { StorageUnavailable } from '@asg/storage';
import { LRUCache } from 'lru-cache';
import type { EngineContext } from '../context.ts';
import { keepTails } from './tidy.ts';

const saltBytes = 16;
/** Trails of which it is remembered how far their entries are kept. */
const keptMax = 10_000;
/** Entries that a head may carry although they are kept, where that was forgotten. */
const tailMax = 16;
const hourMs = 3_600_000;
/** Sightings of one trail in an hour; further ones are left out. */
const sightingsMax = 60;
const sightedMax = 20_000;
/** Of a person; in a further one nothing is entered of their way in. */
const organisationsMax = 100;

/** What is said of a change before it is made. */
export interface TrailNote {
  readonly action: TrailAction;
  readonly actor: Actor | null;
  readonly object?: string | null | undefined;
  readonly requestId?: string | null;
  readonly before?: TrailFacts | undefined;
  readonly after?: TrailFacts | undefined;
  readonly personal?: Readonly<Record<string, string>> | undefined;
}

/** What a log-in takes. */
export type Factor = 'password' | 'code' | 'passkey';

/** What waits for its write into one trail. */
interface Line {
  steps: TrailStep[];
  /** The write that takes what comes now; null: none is planned. */
  next: Promise<void> | null;
  busy: Promise<void>;
}

/** Enters what is done into trails. What one process enters into one trail at once, it enters in one write. */
export class Trail {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'log'>;
  readonly #lines = new Map<string, Line>();
  readonly #kept = new LRUCache<string, number>({ max: keptMax });
  readonly #sighted = new LRUCache<string, number>({ max: sightedMax });
  readonly #soon = new Set<Promise<void>>();

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'log'>) {
    this.#context = context;
  }

  /** An entry of now, to be begun and entered. */
  draft({ action, actor, object, requestId, before, after, personal }: TrailNote): TrailDraft {
    const { ids, clock } = this.#context;
    return {
      id: ids.next('trailEntry'),
      atMs: clock.nowMs(),
      action,
      actor,
      object: object ?? null,
      requestId: requestId ?? null,
      before: before ?? null,
      after: after ?? null,
      personal: personal ?? {},
      salt: ids.hex(saltBytes),
    };
  }

  /** The change is about to be made: from here on it cannot be made without a trace. */
  begin(ownerId: string, draft: TrailDraft): Promise<void> {
    return this.#step(ownerId, { step: 'begin', draft });
  }

  /** It was made; resolves once that is durable. The draft may say more by now than when it was begun. */
  enter(ownerId: string, draft: TrailDraft, outcome: TrailOutcome = 'done'): Promise<void> {
    return this.#step(ownerId, { step: 'enter', draft, outcome });
  }

  /** Nothing was changed. What goes wrong here leaves an entry of outcome `unknown`. */
  drop(ownerId: string, id: string): void {
    this.#later(this.#step(ownerId, { step: 'drop', id }));
  }

  /** The outcome of what was begun is not known: it may have been made. */
  lost(ownerId: string, draft: TrailDraft): void {
    this.#later(this.enter(ownerId, draft, 'unknown'));
  }

  /** A change with its entry: begun before it, entered after it, dropped where it says that nothing was done (null). */
  async around<T>(ownerId: string, note: TrailNote, change: () => Promise<T | null>): Promise<T | null> {
    const draft = this.draft(note);
    await this.begin(ownerId, draft);
    let result: T | null;
    try {
      result = await change();
    } catch (error) {
      this.lost(ownerId, draft);
      throw error;
    }
    if (result === null) this.drop(ownerId, draft.id);
    else await this.enter(ownerId, draft);
    return result;
  }

  /** Somebody showed that the e-mail of an organisation without an owner is theirs. */
  becomesOwner(customerId: string, personId: string, change: () => Promise<true>): Promise<true | null> {
    const actor = { kind: 'member', personId } as const;
    const note = {
      action: 'member.became_owner',
      actor,
      object: personId,
      after: { role: 'owner' },
    } as const;
    return this.around(customerId, note, change);
  }

  /**
   * Something that changes nothing, and that may come as often as an attacker likes: `about` once an hour and process, and 60 an hour
   * for one trail and outcome. Entered beside the answer, so that its time tells nothing.
   */
  sighted(ownerId: string, note: TrailNote, about: string, outcome: TrailOutcome): void {
    const hour = Math.floor(this.#context.clock.nowMs() / hourMs);
    const key = `${ownerId} ${hour} ${note.action} ${outcome} ${about}`;
    const counted = `${ownerId} ${hour} ${outcome}`;
    const count = this.#sighted.get(counted) ?? 0;
    if (this.#sighted.has(key) || count >= sightingsMax) return;
    this.#sighted.set(key, 1).set(counted, count + 1);
    this.#later(this.enter(ownerId, this.draft(note), outcome));
  }

  /** Somebody tried to be this person: `factor` is what they did not have. `action`: it was asked for to do this, by who is signed in. */
  guessed(
    { personId, realm }: Pick<Person, 'personId' | 'realm'>,
    network: string | null,
    factor: Factor,
    action: TrailAction = 'session.opened',
  ): void {
    const signedIn: Actor =
      realm === 'work' ? { kind: 'worker', workerId: personId } : { kind: 'member', personId };
    const note = {
      action,
      actor: action === 'session.opened' ? null : signedIn,
      object: personId,
      after: { factor },
      personal: network === null ? {} : { network },
    };
    this.#later(
      this.ownersOf(personId).then((owners) => {
        const about = `${personId} ${factor} ${network}`;
        for (const ownerId of owners) this.sighted(ownerId, note, about, 'refused');
      }),
    );
  }

  /**
   * In whose trails stands what people do about their way in: a worker's own; those of the organisations that a person of the
   * Console is in, or else their own.
   */
  async ownersOf(personId: string): Promise<readonly string[]> {
    if (isId('worker', personId)) return [personId];
    const page = { group: personId, limit: organisationsMax, after: null };
    const found = await this.#context.storage.members.ofPerson(page);
    return found.length === 0 ? [personId] : found.map(({ customerId }) => customerId);
  }

  /** Resolves when nothing that was entered beside answers is under way. */
  async idle(): Promise<void> {
    while (this.#soon.size > 0) await Promise.all(this.#soon);
  }

  #later(work: Promise<void>): void {
    const kept: Promise<void> = work
      .catch((err: unknown) => this.#context.log.warn({ err }, 'an entry of a trail could not be made'))
      .finally(() => this.#soon.delete(kept));
    this.#soon.add(kept);
  }

  #step(ownerId: string, step: TrailStep): Promise<void> {
    const line = this.#lines.get(ownerId) ?? { steps: [], next: null, busy: Promise.resolve() };
    this.#lines.set(ownerId, line);
    line.steps.push(step);
    line.next ??= this.#turn(ownerId, line);
    return line.next;
  }

  /** Writes what comes together while the write before it is under way. */
  async #turn(ownerId: string, line: Line): Promise<void> {
    await line.busy;
    const { steps } = line;
    const write = this.#write(ownerId, steps);
    line.steps = [];
    line.next = null;
    // Who waits for the line does not care how the write before went.
    line.busy = write.catch(() => {});
    try {
      await write;
    } finally {
      if (line.next === null && line.steps.length === 0) this.#lines.delete(ownerId);
    }
  }

  async #write(ownerId: string, steps: readonly TrailStep[]): Promise<void> {
    const head = await this.#change(ownerId, steps);
    if (head === null || head.tail.length === 0) return;
    try {
      await keepTails(this.#context, [head]);
      this.#kept.set(ownerId, head.count);
      if (head.tail.length > tailMax) await this.#change(ownerId, []);
    } catch (err) {
      // It is in the head, and the next one who looks keeps it.
      if (!(err instanceof StorageUnavailable)) throw err;
      this.#context.log.warn({ err, owner_id: ownerId }, 'entries of a trail are not kept yet');
    }
  }

  async #change(ownerId: string, steps: readonly TrailStep[]): Promise<TrailHead | null> {
    const { storage, clock } = this.#context;
    const request = { ownerId, nowMs: clock.nowMs(), keptThrough: this.#kept.get(ownerId) ?? 0, steps };
    const [head = null] = await storage.trailHeads.change([request]);
    return head;
  }
}
