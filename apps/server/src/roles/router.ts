import { ListFiller, type Router } from '@asg/engines';
import { loneLoop, type ServerParts } from './server-parts.ts';

const lapseIdleMs = 500;
const sweepIdleMs = 30_000;
const fillIdleMs = 5_000;
const sweepMax = 1_000;

/** Takes back what workers let lapse, closes tasks past their deadline, restores what is derived, fills the lists of tasks. */
export function runRouter(parts: ServerParts, router: Router): void {
  const { storage, clock, log } = parts.context;
  loneLoop(parts, 'lapse', lapseIdleMs, () => router.lapse());
  const filler = new ListFiller(parts.context);
  loneLoop(parts, 'task lists', fillIdleMs, () => filler.round());
  loneLoop(parts, 'sweep', sweepIdleMs, async () => {
    const { repaired } = await storage.sweep({ nowMs: clock.nowMs(), limit: sweepMax });
    if (repaired > 0) log.info({ repaired }, 'derived records were restored');
    return repaired > 0;
  });
}
