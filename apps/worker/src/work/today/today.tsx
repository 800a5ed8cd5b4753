import { useQuery } from '@tanstack/react-query';
import { CloudUpload } from 'lucide-react';
import { latestEarnings, latestEarningsKey } from '../../earnings/queries.ts';
import { messages } from '../../i18n/index.ts';
import { useWorkbench } from '../workbench.tsx';
import { localDate, paidOn } from './tally.ts';

/** Payments follow labels within seconds; they are asked for no more often than this, ms. */
const refreshMs = 15_000;

/** What the worker did and was paid today, and what still waits for the network. */
export function Today() {
  const { labelsToday, waiting, failing } = useWorkbench();
  const { data } = useQuery({
    queryKey: latestEarningsKey,
    queryFn: latestEarnings,
    refetchInterval: refreshMs,
  });
  const paid = paidOn(localDate(new Date()), data?.data ?? []);
  return (
    <div className="today">
      {failing && waiting > 0 && (
        <span className="today-waiting" role="status">
          <CloudUpload size={18} aria-hidden="true" />
          {messages.work.waiting({ n: waiting })}
        </span>
      )}
      <dl>
        <div>
          <dt>{messages.work.today}</dt>
          <dd className="ui-number">{messages.units.labels({ n: labelsToday })}</dd>
        </div>
        <div>
          <dt>{messages.work.paidToday}</dt>
          <dd className="ui-number">{messages.units.sats({ n: paid })}</dd>
        </div>
      </dl>
    </div>
  );
}
