import { systemClock } from '@asg/runtime';
import type { ClusterCopy, SeenRecord } from '@asg/storage-aerospike';
import packageJson from '../../package.json' with { type: 'json' };
import { BackupError } from '../data-folder/backup.ts';
import { ConfigError } from '../settings/variables.ts';
import { storeName, storeSettings } from '../stores/engines.ts';
import { digestOfBackup } from './newest.ts';
import { type BackupList, type BackupPlace, type Piece, Shelf } from './shelf.ts';

/** Records of a walk, about: so many are in memory. */
const recordsAStep = 20_000;
const stepsMin = 8;
const saveMs = 2_000;
/** Clocks of nodes differ by less. */
const marginMs = 10_000;
const passesMax = 20;
/** A pass that is this short, or no shorter than the one before, is the last before writes are held. */
const shortMs = 3_000;
/** By then all processes have heard of it. */
const leadMs = 3_000;
const heldMsMin = 10_000;
const heldMsMax = 30_000;
const holdsMax = 5;

export interface ClusterBackup extends Omit<BackupList, 'pieces' | 'pass_began_ms' | 'next_partition'> {
  readonly pieces: number;
  readonly bytes: number;
  /** It had been begun before, and went on. */
  readonly is_resumed: boolean;
}

export interface BackupRequest extends BackupPlace {
  /** As ASG_STORE has it. */
  readonly store: string;
  readonly progress: (stage: 'records' | 'changes' | 'read back', done: number, total: number) => void;
  /** While all writes are held, and the backup shows this moment. */
  readonly atMoment?: () => Promise<void>;
}

/**
 * Copies the records of a cluster while its processes work, as of one moment. Broken off, however that was, the same goes on.
 * Throws a BackupError for what cannot be copied, and a ConfigError for a store or place that is none.
 */
export async function backUpCluster(request: BackupRequest): Promise<ClusterBackup> {
  const settings = storeSettings('ASG_STORE', request.store);
  if (settings.kind !== 'aerospike') throw new ConfigError('ASG_STORE', 'names no cluster');
  const { openClusterCopy } = await import('@asg/storage-aerospike');
  await using shelf = new Shelf(request);
  const known = await shelf.list();
  const store = storeName(settings);
  if (known?.made_at != null)
    throw new BackupError(`${request.place} holds a whole backup of ${known.made_at}: name another place`);
  if (known !== null && known.store !== store)
    throw new BackupError(`${request.place} holds the begin of a backup of ${known.store}`);
  await using copy = await openClusterCopy(settings);
  const work = new Work(copy, shelf, request, known ?? begun(store));
  await work.all();
  const { moment, heldMs } = await work.cut();
  return work.whole(moment, heldMs, known !== null);
}

const begun = (store: string): BackupList => ({
  format: 'asg cluster backup 1',
  version: packageJson.version,
  store,
  began_at: new Date(systemClock.nowMs()).toISOString(),
  made_at: null,
  pass_began_ms: null,
  next_partition: 0,
  passes: 0,
  pieces: [],
  records: 0,
  held_ms: 0,
  digest: {},
});

interface Stretch {
  readonly begin: number;
  readonly count: number;
}

class Work {
  readonly #copy: ClusterCopy;
  readonly #shelf: Shelf;
  readonly #request: BackupRequest;
  #list: BackupList;
  #savedMs = 0;

  constructor(copy: ClusterCopy, shelf: Shelf, request: BackupRequest, list: BackupList) {
    this.#copy = copy;
    this.#shelf = shelf;
    this.#request = request;
    this.#list = list;
  }

  /** The first pass: all records, in stretches. */
  async all(): Promise<void> {
    if (this.#list.pass_began_ms !== null) return;
    const { partitions } = this.#copy;
    // What changes meanwhile is taken by the next pass, from the begin of the whole backup on.
    const beganMs = Date.parse(this.#list.began_at);
    for (const stretch of await this.#stretches(this.#list.next_partition)) {
      const found = await this.#copy.walk({ ...stretch, withinMs: null, withBins: true });
      const pieces = await this.#kept(found, 1);
      const done = stretch.begin + stretch.count;
      this.#list = {
        ...this.#list,
        next_partition: done,
        pieces: [...this.#list.pieces, ...pieces],
        records: this.#list.records + pieces.reduce((sum, piece) => sum + piece.records, 0),
      };
      await this.#save(false);
      this.#request.progress('records', done, partitions);
    }
    this.#list = { ...this.#list, pass_began_ms: beganMs, passes: 1 };
    await this.#save(true);
  }

  /** Partitions from one on, in stretches of few enough records. */
  async #stretches(first: number): Promise<readonly Stretch[]> {
    const { partitions } = this.#copy;
    const steps = Math.max(stepsMin, Math.ceil((await this.#copy.count()) / recordsAStep));
    const stride = Math.max(1, Math.floor(partitions / steps));
    const stretches: Stretch[] = [];
    for (let begin = first; begin < partitions; begin += stride)
      stretches.push({ begin, count: Math.min(stride, partitions - begin) });
    return stretches;
  }

  /** Passes over what changed since, each shorter than the one before, and a last one while writes are held. */
  async cut(): Promise<{ readonly moment: number; readonly heldMs: number }> {
    let tookMs = Number.POSITIVE_INFINITY;
    for (let pass = 0; pass < passesMax; pass++) {
      const beganMs = systemClock.nowMs();
      await this.#pass(beganMs);
      const beforeMs = tookMs;
      tookMs = systemClock.nowMs() - beganMs;
      if (tookMs < shortMs || tookMs > beforeMs * 0.8) break;
    }
    for (let hold = 1; hold <= holdsMax; hold++) {
      const fromMs = systemClock.nowMs() + leadMs;
      const untilMs = fromMs + Math.min(heldMsMax, Math.max(heldMsMin, 3 * tookMs));
      await this.#copy.hold(fromMs, untilMs);
      try {
        await this.#pass(systemClock.nowMs());
        await systemClock.sleep(Math.max(0, fromMs - systemClock.nowMs()));
        while (systemClock.nowMs() < untilMs) {
          if (!(await this.#isOneMoment())) continue;
          const moment = systemClock.nowMs();
          if (this.#request.atMoment !== undefined) {
            await this.#copy.hold(fromMs, moment + heldMsMax);
            await this.#request.atMoment();
          }
          await this.#copy.lift();
          return { moment, heldMs: systemClock.nowMs() - fromMs };
        }
      } finally {
        await this.#copy.lift();
      }
    }
    throw new BackupError(
      'the store was never still for as long as its index takes to be walked twice: run the same again when there is less to do, or while the processes are stopped',
    );
  }

  /**
   * Takes what changed, and walks again: where nothing is another than it was taken, all records were at once what was taken, at the
   * moment between both. This, not the hold, is what makes the backup one of one moment.
   */
  async #isOneMoment(): Promise<boolean> {
    const beganMs = systemClock.nowMs();
    const state = await this.#copy.steadyState();
    const taken = await this.#changed(true, this.#sinceMs);
    const seen = await this.#changed(false, beganMs);
    const isSteady = state !== null && state === (await this.#copy.steadyState());
    await this.#note(beganMs, await this.#kept(taken, this.#list.passes + 1));
    const generations = new Map(taken.map(({ digest, generation }) => [digest, generation]));
    return isSteady && seen.every(({ digest, generation }) => generations.get(digest) === generation);
  }

  #changed(
    withBins: boolean,
    sinceMs: number,
    stretch: Stretch = { begin: 0, count: this.#copy.partitions },
  ): Promise<readonly SeenRecord[]> {
    const withinMs = systemClock.nowMs() - sinceMs + marginMs;
    return this.#copy.walk({ ...stretch, withinMs, withBins });
  }

  /** From when on what was written is not in the backup for sure. */
  get #sinceMs(): number {
    return this.#list.pass_began_ms ?? Date.parse(this.#list.began_at);
  }

  async #pass(beganMs: number): Promise<void> {
    const pieces: Piece[] = [];
    for (const stretch of await this.#stretches(0)) {
      const found = await this.#changed(true, this.#sinceMs, stretch);
      pieces.push(...(await this.#kept(found, this.#list.passes + 1)));
    }
    await this.#note(beganMs, pieces);
  }

  /** Another pass is over, which began then. */
  async #note(beganMs: number, pieces: readonly Piece[]): Promise<void> {
    const passes = this.#list.passes + 1;
    this.#list = {
      ...this.#list,
      passes,
      pass_began_ms: beganMs,
      pieces: [...this.#list.pieces, ...pieces],
    };
    await this.#save(true);
    this.#request.progress('changes', passes - 1, passes - 1);
  }

  async #kept(records: readonly SeenRecord[], pass: number): Promise<readonly Piece[]> {
    const lines = records.flatMap(({ line }) => line ?? []);
    const pieces: Piece[] = [];
    for (let i = 0; i < lines.length; i += recordsAStep)
      pieces.push(await this.#shelf.put(lines.slice(i, i + recordsAStep), pass));
    return pieces;
  }

  async #save(now: boolean): Promise<void> {
    const nowMs = systemClock.nowMs();
    if (!now && nowMs - this.#savedMs < saveMs) return;
    this.#savedMs = nowMs;
    await this.#shelf.save(this.#list);
  }

  /** Reads every piece back before the backup is called one. */
  async whole(moment: number, heldMs: number, isResumed: boolean): Promise<ClusterBackup> {
    const { pieces } = this.#list;
    const digest = await digestOfBackup(this.#shelf, pieces, (done) =>
      this.#request.progress('read back', done, pieces.length),
    );
    const made = {
      ...this.#list,
      made_at: new Date(moment).toISOString(),
      held_ms: heldMs,
      records: Object.values(digest).reduce((sum, { count }) => sum + count, 0),
      digest,
    };
    await this.#shelf.save(made);
    return { ...reportOf(made), is_resumed: isResumed };
  }
}

export function reportOf(list: BackupList): Omit<ClusterBackup, 'is_resumed'> {
  const { pieces, pass_began_ms: _began, next_partition: _next, ...told } = list;
  return { ...told, pieces: pieces.length, bytes: pieces.reduce((sum, { bytes }) => sum + bytes, 0) };
}
