import type { LookAhead } from '@asg/media';
import { loneLoop, loop, type ServerParts } from './server-parts.ts';

const idleMs = 1_000;

/** Keeps what this process noted of new tasks, and where it carries jobs on, looks at their items ahead of workers. */
export function runLookAhead(parts: ServerParts, lookAhead: LookAhead): void {
  const { roles, looksPerSecond } = parts.config;
  if (looksPerSecond === 0) return;
  if (roles.has('gateway') || roles.has('jobs'))
    loop(parts, 'look ahead notes', idleMs, () => lookAhead.keepNotes());
  if (roles.has('jobs')) loneLoop(parts, 'look ahead', idleMs, (stop) => lookAhead.round(stop));
}
