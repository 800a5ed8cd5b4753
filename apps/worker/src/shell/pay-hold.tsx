import type { Worker } from '@asg/sdk';
import { Notice } from '@asg/ui';
import { day, messages, moment } from '../i18n/index.ts';

interface PayHoldProps {
  readonly me: Worker;
  /** Their suspension is contested, and an answer waited for or known. */
  readonly isContested?: boolean;
}

/** Why what a new worker earned is not theirs to move yet, and what makes it so. Nothing is shown where nothing is held back. */
export function PayHold({ me, isContested = false }: PayHoldProps) {
  const { pay_hold: hold } = me;
  if (hold === null || hold.pending_sats === 0) return null;
  return (
    <Notice tone={hold.until === null ? 'warning' : 'accent'}>
      <strong>{messages.hold.title({ amount: messages.units.sats({ n: hold.pending_sats }) })}</strong>
      <p>{whyOf(hold, isContested)}</p>
    </Notice>
  );
}

function whyOf(hold: NonNullable<Worker['pay_hold']>, isContested: boolean): string {
  const { until, contest_until: contestUntil, right_answers_missing: missing } = hold;
  if (until !== null) return messages.hold.maturing({ missing, date: day(until) });
  return isContested || contestUntil === null
    ? messages.hold.contested
    : messages.hold.suspended({ contestUntil: moment(contestUntil) });
}
