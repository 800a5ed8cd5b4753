import { type TrailHead, trailDraftMs } from '@asg/domain';
import type { EngineContext } from '../context.ts';

type Context = Pick<EngineContext, 'storage' | 'clock'>;

/** The entries at the ends of these trails as records of their own. Again, it changes nothing. */
export async function keepTails(
  { storage }: Pick<Context, 'storage'>,
  heads: readonly TrailHead[],
): Promise<void> {
  await storage.trailEntries.keep(heads.flatMap(({ tail }) => tail));
}

/** Enters what processes that ended had begun, and keeps what they had not kept. The heads as they are then. */
export async function tidyTrails(
  context: Context,
  heads: readonly TrailHead[],
): Promise<readonly TrailHead[]> {
  const nowMs = context.clock.nowMs();
  const isLate = ({ drafts }: TrailHead): boolean => drafts.some(({ atMs }) => atMs + trailDraftMs <= nowMs);
  const late = heads.filter(isLate);
  const entered = await context.storage.trailHeads.change(
    late.map(({ ownerId }) => ({ ownerId, nowMs, keptThrough: 0, steps: [] })),
  );
  const after = new Map(entered.flatMap((head) => (head === null ? [] : [[head.ownerId, head]])));
  const now = heads.map((head) => after.get(head.ownerId) ?? head);
  const untidy = now.filter(({ tail }) => tail.length > 0);
  await keepTails(context, untidy);
  await context.storage.trailHeads.change(
    untidy.map(({ ownerId, count }) => ({ ownerId, nowMs, keptThrough: count, steps: [] })),
  );
  return now;
}
