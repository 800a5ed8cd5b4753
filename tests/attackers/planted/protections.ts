import type { Mutation } from '../../simulation/break-source.ts';

/** A protection that is taken away, and who must be seen to profit from it. */
export interface Planted extends Mutation {
  readonly adversary: string;
  /** The figure that is beyond its bound then. */
  readonly figure: string;
}

export const planted: readonly Planted[] = [
  {
    name: 'ids are not sealed',
    breaks: 'nothing of a task can be told from the id of an assignment',
    adversary: 'gold spotters',
    figure: 'gold told by ids',
    edits: [
      {
        file: 'packages/runtime/src/secrecy/assignment-ids.ts',
        find: 'assignmentPrefix + sealed(at(this.#derived, 0).assignments, workerId, assignmentBytes(parts));',
        replace: 'assignmentPrefix + parts.taskId.slice(4) + workerId.slice(-6) + parts.nonce;',
      },
    ],
  },
  {
    name: 'gold of customers counts for everybody',
    breaks: 'a customer’s gold is evidence for that customer alone',
    adversary: 'gold poisoners',
    figure: 'honest workers suspended',
    edits: [
      {
        file: 'packages/domain/src/trust/scopes.ts',
        find: 'if (owner === null) return { rows',
        replace: 'if (owner === null || task.gold !== undefined) return { rows',
      },
    ],
  },
  {
    name: 'gold of tasks goes to who labelled them',
    breaks: 'what was made of a task measures nobody who saw the task',
    adversary: 'those who remember',
    figure: 'gold known from its task',
    edits: [
      {
        file: 'packages/domain/src/trust/gold.ts',
        find: 'return seenBy?.some((id) => ids.includes(id)) === true;',
        replace: 'return seenBy?.some((id) => ids.includes(id)) === null;',
      },
    ],
  },
  {
    name: 'what was not looked at earns trust',
    breaks: 'a label by somebody who never fetched the item earns no trust',
    adversary: 'blind farmers',
    figure: 'accounts that gained trust without a look',
    edits: [
      {
        file: 'packages/domain/src/trust/sums.ts',
        find: 'unseen === true && gain.creditMicros > 0',
        replace: 'unseen === true && gain.creditMicros > 1e9',
      },
    ],
  },
  {
    name: 'the day of all sandbox accounts has no limit',
    breaks: 'strangers cost at most what the operator set for a day',
    adversary: 'self-dealing',
    figure: 'satoshis to strangers by day 1',
    edits: [
      {
        file: 'packages/domain/src/balance/reservation.ts',
        find: 'if (sandboxLeft < wantedSats)',
        replace: 'if (sandboxLeft < 0)',
      },
    ],
  },
  {
    name: 'own people are paid from all that is free',
    breaks: 'own people are paid from what came in, never from an allowance',
    adversary: 'payers of their own',
    figure: 'satoshis to own people',
    edits: [
      {
        file: 'packages/domain/src/balance/balance.ts',
        find: 'enteredSats - allowanceSats - ownSats',
        replace: 'enteredSats - allowanceSats',
      },
    ],
  },
  {
    name: 'links of pools are taken by their id',
    breaks: 'nobody without a link that the server made gets into a pool',
    adversary: 'forgers of pool links',
    figure: 'strangers in the pool',
    edits: [
      {
        file: 'packages/people/src/pools/pools.ts',
        find: 'if (!timingSafeEqual(digest(secret), digest(expected))) return null;',
        replace: 'if (!timingSafeEqual(digest(expected), digest(expected))) return null;',
      },
    ],
  },
];
