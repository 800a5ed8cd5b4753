import type { Withdrawals } from '@asg/people';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type HeldBack = NonNullable<Awaited<ReturnType<Withdrawals['heldBack']>>>;

/** What of a worker's pay is held back, and why. */
export function payHoldReply(
  held: HeldBack,
): NonNullable<AnswerOf<typeof routes.getWorker>['body']['pay_hold']> {
  const { rightMissing, untilMs, contestUntilMs } = held.maturity;
  return {
    pending_sats: held.pendingSats,
    right_answers_missing: rightMissing,
    until: rfc3339OrNull(untilMs),
    contest_until: rfc3339OrNull(contestUntilMs),
    reason: holdReason(held),
  };
}

/** For the worker to read. */
export function holdReason({ maturity: { rightMissing, untilMs, contestUntilMs } }: HeldBack): string {
  if (untilMs === null)
    return `your account is suspended: what was held goes back to who paid it unless you contest the suspension by ${rfc3339(contestUntilMs ?? 0)}`;
  const answers = rightMissing === 1 ? '1 more right answer' : `${rightMissing} more right answers`;
  return `what new workers earn is held at first: yours is free after ${answers} to tasks whose answer is known, or on ${rfc3339(untilMs)}`;
}
