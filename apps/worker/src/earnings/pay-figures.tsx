import type { Worker } from '@asg/sdk';
import { Figures } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { day, messages, number } from '../i18n/index.ts';
import { worth } from '../shell/worth.ts';
import { summaryKey, summaryOfPay } from './queries.ts';

/** Payments follow labels within seconds; sums of everything are asked for less often, ms. */
const refreshMs = 15_000;
const minuteSeconds = 60;

/** All that the worker earned, as what waits, what is theirs and what was sent, and what an hour earns. */
export function PayFigures({ me }: { readonly me: Worker }) {
  const { data } = useQuery({ queryKey: summaryKey, queryFn: summaryOfPay, refetchInterval: refreshMs });
  const sats = (n: number): string => messages.units.sats({ n });
  const said = (amount: number, ...words: readonly (string | null)[]): string =>
    [worth(me, amount), ...words].filter((word) => word !== null).join(' · ');
  const { pending_sats: pending, matured_sats: matured, paid_sats: paid } = data ?? none;
  const maturesAt = data?.matures_at ?? null;
  const hourly = data?.hourly ?? null;
  const carriedUntil = me.totals.carried_sats > 0 ? (me.wallet.problem?.retry_at ?? null) : null;
  const { maturesAt: yours, hourlyHint } = messages.earnings;
  return (
    <>
      <Figures
        figures={[
          {
            name: messages.earnings.pending,
            value: sats(pending),
            hint: said(
              pending,
              messages.earnings.pendingHint,
              maturesAt === null ? null : yours({ date: day(maturesAt) }),
            ),
          },
          {
            name: messages.earnings.matured,
            value: sats(matured),
            hint: said(
              matured,
              messages.earnings.maturedHint,
              carriedUntil === null ? null : messages.earnings.carriedWaits({ when: day(carriedUntil) }),
            ),
          },
          {
            name: messages.earnings.sent,
            value: sats(paid),
            hint: said(paid, messages.earnings.sentHint),
          },
          {
            name: messages.earnings.hourly,
            value: hourly === null ? '–' : sats(hourly.sats),
            hint:
              hourly === null
                ? messages.earnings.hourlyNone
                : said(
                    hourly.sats,
                    hourlyHint({
                      earned: sats(hourly.earned_sats),
                      minutes: number(Math.round(hourly.worked_seconds / minuteSeconds)),
                      since: day(hourly.since),
                    }),
                  ),
          },
          { name: messages.earnings.paidLabels, value: number(me.totals.paid_labels) },
          { name: messages.earnings.given, value: number(me.totals.labels) },
        ]}
      />
      {hourly !== null && <p className="ui-hint">{messages.earnings.hourlyHow}</p>}
    </>
  );
}

const none = { pending_sats: 0, matured_sats: 0, paid_sats: 0 };
