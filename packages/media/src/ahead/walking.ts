import { isLookedAt, isOpen, jobTaskId, type Task } from '@asg/domain';
import type { EngineContext } from '@asg/people';
import type { LookWalk } from '@asg/storage';
import { last } from '@asg/values/present';

/** Tasks that one step reads at most, and how many of them are looked at. */
const readMax = 50;
const lookedAtMax = 4;

/** What is to be looked at next of a customer or of a job, and where the walk is then. */
export interface Step {
  readonly tasks: readonly Task[];
  /** There may be more at once. */
  readonly isOn: boolean;
  readonly moved: LookWalk;
}

/** One step of a walk: bounded, however many tasks there are. `nowMs` puts it behind the others. */
export async function stepOf(
  storage: EngineContext['storage'],
  walk: LookWalk,
  nowMs: number,
): Promise<Step> {
  const on = { ...walk, openSinceMs: nowMs };
  return walk.sourceId.startsWith('job_') ? ofJob(storage, on) : ofCustomer(storage, on);
}

/** A job's lines upwards: each is a task by its number, or none. */
async function ofJob(storage: EngineContext['storage'], walk: LookWalk): Promise<Step> {
  const stored = await storage.jobs.get(walk.sourceId);
  const status = stored?.job.status ?? 'cancelled';
  const lastLine = status === 'ingesting' || status === 'labeling' ? (stored?.job.cursor.line ?? 0) : 0;
  const count = Math.max(0, Math.min(readMax, lastLine - walk.line));
  const lines = Array.from({ length: count }, (_, i) => walk.line + 1 + i);
  if (lines.length === 0)
    return { tasks: [], isOn: false, moved: status === 'ingesting' ? walk : { ...walk, openSinceMs: null } };
  const found = await storage.tasks.many(lines.map((line) => jobTaskId(walk.sourceId, line)));
  const { tasks, read } = wanted(found);
  return { tasks, isOn: true, moved: { ...walk, line: walk.line + read } };
}

/** A customer's single tasks from the newest downwards, then those that came meanwhile. */
async function ofCustomer(storage: EngineContext['storage'], walk: LookWalk): Promise<Step> {
  const { sourceId: customerId, top, at, bottom } = walk;
  const below = (before: string | null, limit: number): Promise<readonly Task[]> =>
    storage.tasks.ofCustomer({ customerId, after: bottom, before, limit });
  // Mostly each of the first is wanted; only where some are not, more are read.
  const first = await below(at, lookedAtMax);
  const isEnough = first.length < lookedAtMax || first.every((task) => task.jobId == null && isWanted(task));
  const more = isEnough ? [] : await below(last(first).taskId, readMax - lookedAtMax);
  const page = [...first, ...more];
  const [newest] = page;
  if (newest === undefined) {
    const ended = { ...walk, top: null, at: null, bottom: top ?? bottom };
    // Where this began at the newest there is nothing new; else there may be.
    return { tasks: [], isOn: top !== null, moved: top === null ? { ...ended, openSinceMs: null } : ended };
  }
  const { tasks, read } = wanted(page.map((task) => (task.jobId == null ? task : null)));
  const moved = { ...walk, top: top ?? newest.taskId, at: page[read - 1]?.taskId ?? at };
  return { tasks, isOn: true, moved };
}

/** The first that nobody has labelled, and how many were passed until then. */
function wanted(found: readonly (Task | null)[]): { readonly tasks: readonly Task[]; readonly read: number } {
  const tasks: Task[] = [];
  let read = 0;
  for (const task of found) {
    if (tasks.length === lookedAtMax) break;
    read++;
    if (task !== null && isWanted(task)) tasks.push(task);
  }
  return { tasks, read };
}

function isWanted({ state, labels, gold, dataUrl }: Task): boolean {
  return isOpen(state) && labels.length === 0 && gold === undefined && isLookedAt(dataUrl);
}
