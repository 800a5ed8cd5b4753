import { sats, When } from '@asg/console-kit';
import { type Asked, answerText } from '@asg/console-kit/kinds';
import type { Timeline } from '@asg/sdk';
import { Card } from '@asg/ui';
import { BadgeCheck, Ban, CircleDot, Coins, Hand, type LucideIcon, Tag, TimerOff } from 'lucide-react';

type Event = Timeline['events'][number];

const icons: Readonly<Record<Event['event'], LucideIcon>> = {
  created: CircleDot,
  claimed: Hand,
  labelled: Tag,
  verified: BadgeCheck,
  expired: TimerOff,
  cancelled: Ban,
  settled: Coins,
};

/** Of a task whose workers begin with marks of a model. */
const beganTexts = { start: ', from the marks of the model', empty: ', from nothing' } as const;

function sentence({ event, worker, label: answer, began }: Event, asked: Asked, cost: number | null): string {
  const label = answer === null ? '' : answerText(asked, answer);
  switch (event) {
    case 'created':
      return 'Accepted';
    case 'claimed':
      return `Worker ${worker} took it`;
    case 'labelled':
      return `Worker ${worker}${began === undefined ? '' : beganTexts[began]}: ${label}`;
    case 'verified':
      return `Consensus: ${label}`;
    case 'expired':
      return 'Expired without a consensus';
    case 'cancelled':
      return 'Cancelled';
    case 'settled':
      return cost === null ? 'Paid' : `Paid: ${sats(cost)}`;
  }
}

/** What happened, from the submission to the payment. */
export function History({ timeline, asked }: { readonly timeline: Timeline; readonly asked: Asked }) {
  const cost = timeline.settlement?.total_cost_sats ?? null;
  return (
    <Card title="Timeline">
      <ol className="timeline">
        {timeline.events.map((event) => {
          const Icon = icons[event.event];
          return (
            <li key={`${event.event}-${event.worker}-${event.at}`} data-event={event.event}>
              <span className="timeline-icon" aria-hidden="true">
                <Icon size={15} />
              </span>
              <span className="timeline-text">{sentence(event, asked, cost)}</span>
              <When at={event.at} />
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
