import type { AssignmentParts } from '@asg/domain';
import type { EngineContext } from '@asg/people';
import { LRUCache } from 'lru-cache';

/** Looks that are remembered, about 150 bytes each. */
const rememberedMax = 50_000;

/**
 * Who fetched the item of what they hold. A worker is told a token that only this server can make, the same for gold as for any other
 * task, and brings it with the label; this process also remembers, for programs that bring none. No look is written down.
 */
export class LooksTaken {
  readonly #context: Pick<EngineContext, 'assignmentIds'>;
  readonly #remembered = new LRUCache<string, true>({ max: rememberedMax });

  constructor(context: Pick<EngineContext, 'assignmentIds'>) {
    this.#context = context;
  }

  /** The worker was given the item of an assignment of theirs, or was told that it cannot be had. Gives the token that says so. */
  taken(workerId: string, assignmentId: string): string | null {
    const { assignmentIds } = this.#context;
    const parts = assignmentIds.open(workerId, assignmentId);
    if (parts === null) return null;
    this.#remembered.set(nameOf(workerId, parts), true);
    return assignmentIds.lookToken(workerId, parts);
  }

  /** Whether the worker fetched the item: by the token that they bring, or as this process remembers. */
  readonly isTaken = (workerId: string, parts: AssignmentParts, token: string | null): boolean =>
    this.#remembered.has(nameOf(workerId, parts)) ||
    (token !== null && this.#context.assignmentIds.isLookToken(workerId, parts, token));
}

const nameOf = (workerId: string, { taskId, nonce }: AssignmentParts): string =>
  `${workerId} ${taskId} ${nonce}`;
