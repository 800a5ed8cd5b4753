import type { DatabaseSync } from 'node:sqlite';
import {
  answeredNow,
  applyTaskCommand,
  ClaimInformation,
  ClaimTrust,
  type ClaimWork,
  type ClaimWorkOutcome,
  choiceMax,
  claimableCount,
  examinedMax,
  type HeldGold,
  isOfAudience,
  type QueueClass,
  queuePageMin,
  rankCount,
  type SeekWork,
  sectionsOf,
  soughtMax,
  type Task,
  type TrustBooks,
  whyNotFor,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { sha256 } from '@asg/storage';
import { at, present } from '@asg/values/present';
import type { Purses } from '../balance/purses.ts';
import { parsed, type Statement, statement } from '../sql.ts';
import { type PackedClaim, packClaim } from '../tasks/packed.ts';
import { columnsOfTask, type StoredTask, type StoredTaskRow, type TaskTable } from '../tasks/task-table.ts';
import type { GoldTable } from '../trust/gold.ts';
import type { ModelTable } from '../trust/model-table.ts';
import type { TrustTable } from '../trust/trust-table.ts';
import type { Sync } from '../writing/sync.ts';
import type { QueueClasses } from './queue-classes.ts';

/** One class of the queue as one worker sees it: what lies behind their cursor. */
interface Lane {
  readonly queueClass: QueueClass;
  /** Everything at or before it is done with for this worker. */
  cursor: number;
  readonly startedAt: number;
  page: StoredTaskRow[];
  at: number;
  ended: boolean;
}

interface Parts {
  readonly tasks: TaskTable;
  readonly classes: QueueClasses;
  readonly trust: TrustTable;
  readonly models: ModelTable;
  readonly gold: GoldTable;
  readonly purses: Purses;
}

type Writes = Omit<Sync<port.WorkWriter>, 'claim'> & { claim(json: string): PackedClaim };

/** Hands out work. Its cost depends on the number asked for, not on the tasks or on what the worker did before. */
export class WorkWriter implements Writes {
  readonly #parts: Parts;
  readonly #books: TrustBooks;
  readonly #liveClaims: Statement<{ readonly taskId: string; readonly nonce: string }>;
  readonly #cursor: Statement<{ readonly queue_seq: number }>;
  readonly #putCursor: Statement;
  readonly #dropCursors: Statement;
  readonly #page: Statement<StoredTaskRow>;

  constructor(db: DatabaseSync, parts: Parts) {
    this.#parts = parts;
    const { trust, gold, purses } = parts;
    this.#books = {
      rows: (workerId, names) => trust.rows(workerId, names),
      marks: (workerId, begin) => trust.marks(workerId, begin),
      mark: (workerId, mark) => trust.mark(workerId, mark),
      meet: (who, pool, placeRandomness) => gold.meet(who, pool, placeRandomness),
      pools: (stretch, max) => gold.pools(stretch, max),
      operatorPools: (randomness, languages) => gold.operatorPools(randomness, languages),
      payingFrom: (pool, bill) => (gold.newestOf(pool) === 0 ? null : purses.payingFrom(bill)),
      charge: (taskId, bill) => purses.charge(taskId, bill),
    };
    this.#liveClaims = statement(
      db,
      'select task_id as taskId, nonce from lease where worker_id = ? and expires_at > ?',
    );
    this.#cursor = statement(
      db,
      'select queue_seq from worker_cursor where worker_id = ? and queue_rank = ? and language = ?',
    );
    this.#putCursor = statement(
      db,
      `insert into worker_cursor (worker_id, queue_rank, language, queue_seq) values (?1, ?2, ?3, ?4)
       on conflict (worker_id, queue_rank, language) do update set queue_seq = ?4`,
    );
    this.#dropCursors = statement(db, 'delete from worker_cursor where worker_id = ?');
    this.#page = statement(
      db,
      `select ${columnsOfTask} from task indexed by task_queue
       where queue_rank = ? and language = ? and queue_seq > ? and queue_seq is not null
       order by queue_seq limit ?`,
    );
  }

  claim(json: string): PackedClaim {
    return packClaim(this.#claim(parsed<ClaimWork>(json)), (task) => this.#parts.tasks.rowOf(task));
  }

  #claim(request: ClaimWork): ClaimWorkOutcome {
    const { workerId, nonce, nowMs } = request;
    const live = this.#liveClaims.all(workerId, nowMs);
    const same = live.filter((claim) => claim.nonce === nonce);
    if (same.length > 0) {
      const tasks = same.map((claim) => present(this.#parts.tasks.load(claim.taskId), claim.taskId).task);
      return { tasks, more: false, isGoldUsedUp: false };
    }
    const trust = this.#trustOf(request);
    const search: Search = {
      request,
      trust,
      information: new ClaimInformation(this.#parts.models, request, sha256),
      room: claimableCount(request, live.length),
      examined: 0,
      found: [],
    };
    if (trust !== null && request.trust?.goldOnly) return this.#claimGold(trust, search);
    if (trust !== null && this.#hasRecovered(trust, request)) this.#dropCursors.run(workerId);
    for (let rank = 0; rank < rankCount && search.room > 0 && search.examined < examinedMax; rank++) {
      this.#searchRank(rank, search);
    }
    const more = search.room > 0 && search.examined >= examinedMax;
    return { tasks: search.found, more, isGoldUsedUp: false };
  }

  seek(request: SeekWork): boolean {
    for (let rank = 0; rank < rankCount; rank++)
      for (const language of this.#parts.classes.ofRank(rank, sectionsOf(request))) {
        if (!isOfAudience(request, language)) continue;
        const { cursor } = this.#openLane(request.workerId, { rank, language });
        const rows = this.#page.all(rank, language, cursor, soughtMax);
        if (rows.some((row) => whyNotFor(this.#parts.tasks.stored(row).task, request) === null)) return true;
      }
    return false;
  }

  #trustOf(request: ClaimWork): ClaimTrust | null {
    const { trust: terms, workerId } = request;
    if (terms === undefined) return null;
    const overall = this.#parts.trust.overall(workerId);
    return new ClaimTrust(this.#books, request, { terms, overall }, sha256);
  }

  /** Whether tasks that the worker was kept from are theirs again: they are looked for from the beginning. */
  #hasRecovered(trust: ClaimTrust, { workerId }: ClaimWork): boolean {
    const marks = answeredNow(trust.recovered());
    this.#parts.trust.unmark(workerId, marks);
    return marks.length > 0;
  }

  #hold({ order, task }: HeldGold): Task {
    this.#parts.tasks.insertUnqueued(order, task);
    return task;
  }

  restart({ workerId }: { readonly workerId: string }): void {
    this.#dropCursors.run(workerId);
  }

  /** Gold tasks alone, such as the worker's next task is. The worker's place in the queue stays. */
  #claimGold(trust: ClaimTrust, search: Search): ClaimWorkOutcome {
    const like = search.room > 0 ? this.#firstTask(search.request) : null;
    let isGoldUsedUp = false;
    while (search.room-- > 0) {
      const { gold, isUsedUp } = answeredNow(trust.goldAlone(like));
      if (gold !== null) search.found.push(this.#hold(gold));
      isGoldUsedUp = isUsedUp && search.found.length === 0;
      if (gold === null) break;
    }
    return { tasks: search.found, more: false, isGoldUsedUp };
  }

  /** The task at which the worker's place in the queue is. */
  #firstTask(request: ClaimWork): Task | null {
    for (let rank = 0; rank < rankCount; rank++) {
      for (const language of this.#parts.classes.ofRank(rank, sectionsOf(request))) {
        if (!isOfAudience(request, language)) continue;
        const row = this.#head(this.#openLane(request.workerId, { rank, language }), 1);
        if (row !== null) return this.#parts.tasks.stored(row).task;
      }
    }
    return null;
  }

  /** Merges the classes of one rank that the worker speaks, the earliest arrival first. */
  #searchRank(rank: number, search: Search): void {
    const { workerId } = search.request;
    const lanes: Lane[] = [];
    const sections = sectionsOf(search.request);
    for (const language of this.#parts.classes.ofRank(rank, sections)) {
      if (isOfAudience(search.request, language)) lanes.push(this.#openLane(workerId, { rank, language }));
    }
    if (lanes.length === 0) return;
    const pageSize = Math.max(queuePageMin, search.room);
    while (search.room > 0 && search.examined < examinedMax) {
      let first: Lane | null = null;
      let firstSeq = Number.POSITIVE_INFINITY;
      for (const lane of lanes) {
        const seq = this.#head(lane, pageSize)?.queue_seq;
        if (seq == null || seq >= firstSeq) continue;
        first = lane;
        firstSeq = seq;
      }
      if (first === null) break;
      search.examined++;
      const chosen = this.#chosen(first, search);
      if (this.#offer(chosen.stored, first, search) === 'later') continue;
      if (chosen.at === first.at) {
        first.at++;
        first.cursor = firstSeq;
      } else {
        // The head stays for the worker; what was given before its turn is not looked at again.
        first.page.splice(chosen.at, 1);
      }
    }
    for (const { cursor, startedAt, queueClass } of lanes) {
      if (cursor > startedAt) this.#putCursor.run(workerId, queueClass.rank, queueClass.language, cursor);
    }
  }

  #openLane(workerId: string, queueClass: QueueClass): Lane {
    const { rank, language } = queueClass;
    const row = this.#cursor.get(workerId, rank, language);
    const cursor = row?.queue_seq ?? 0;
    return { queueClass, cursor, startedAt: cursor, page: [], at: 0, ended: false };
  }

  #head(lane: Lane, pageSize: number): StoredTaskRow | null {
    const head = lane.page[lane.at];
    if (head !== undefined) return head;
    if (lane.ended) return null;
    const { rank, language } = lane.queueClass;
    lane.page = [...this.#page.all(rank, language, lane.cursor, pageSize)];
    lane.at = 0;
    lane.ended = lane.page.length < pageSize;
    const [next] = lane.page;
    if (next !== undefined) return next;
    if (this.#page.get(rank, language, 0, 1) === undefined) this.#parts.classes.remove(lane.queueClass);
    return null;
  }

  /** The entry of the lane to be offered: its head, or one of the few behind it. */
  #chosen(
    { page, at: first }: Lane,
    { information }: Search,
  ): { readonly stored: StoredTask; readonly at: number } {
    const head = this.#parts.tasks.stored(at(page, first));
    const behind = () =>
      page.slice(first + 1, first + choiceMax).map((row) => this.#parts.tasks.stored(row).task);
    const place = answeredNow(information.mostTelling(head.task, behind));
    return {
      stored: place === 0 ? head : this.#parts.tasks.stored(at(page, first + place)),
      at: first + place,
    };
  }

  #upcoming({ page, at: next }: Lane, randomness: number): Task | null {
    const row = page[next + Math.floor(randomness * (page.length - next))];
    return row === undefined ? null : this.#parts.tasks.stored(row).task;
  }

  /** `later`: a gold task went before this one, which is still to be given. */
  #offer(stored: StoredTask, lane: Lane, search: Search): 'done' | 'later' {
    const { workerId, nonce, leaseMs, nowMs, pools, qualified } = search.request;
    if (whyNotFor(stored.task, search.request) !== null) return 'done';
    const turn =
      search.trust === null
        ? 'give'
        : answeredNow(search.trust.turn(stored.task, (randomness) => this.#upcoming(lane, randomness)));
    if (turn === 'passed_over') return 'done';
    search.room--;
    if (turn !== 'give') {
      search.found.push(this.#hold(turn));
      return 'later';
    }
    // It was just found that the worker may have it.
    const as = { ...(pools !== undefined && { pools }), ...(qualified !== undefined && { qualified }) };
    const outcome = applyTaskCommand(stored.task, { do: 'assign', workerId, nonce, leaseMs, nowMs, ...as });
    this.#parts.tasks.save(stored, outcome.task, nowMs);
    search.found.push(outcome.task);
    return 'done';
  }
}

interface Search {
  readonly request: ClaimWork;
  readonly trust: ClaimTrust | null;
  readonly information: ClaimInformation;
  room: number;
  examined: number;
  readonly found: Task[];
}
