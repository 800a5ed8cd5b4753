import { eventTypes } from '@asg/domain/names';
import type { Webhook } from '@asg/sdk';
import { CheckField } from '@asg/ui';

type EventName = Webhook['events'][number];

const descriptions: Readonly<Record<EventName, string>> = {
  'task.settled': 'a task has its label, and its workers are paid',
  'task.verified': 'a task has its label',
  'task.expired': 'a task ended without a consensus',
  'task.cancelled': 'a task was cancelled',
  'job.completed': 'all tasks of a job have ended',
  'task.reviewed': 'you accepted or corrected a label, or took that back',
  'balance.low': 'less can be spent than you set on the page Balance',
};

interface EventsFieldProps {
  readonly chosen: readonly EventName[];
  readonly onChange: (events: EventName[]) => void;
  readonly error: string | null;
}

/** The events of an endpoint. */
export function EventsField({ chosen, onChange, error }: EventsFieldProps) {
  return (
    <fieldset>
      <legend className="ui-label">Events</legend>
      {eventTypes.map((name) => (
        <CheckField
          key={name}
          label={
            <>
              <span className="ui-mono">{name}</span>
              <span className="ui-hint"> {descriptions[name]}</span>
            </>
          }
          checked={chosen.includes(name)}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? [...chosen, name] : chosen.filter((one) => one !== name))
          }
        />
      ))}
      {error !== null && <p className="ui-error">{error}</p>}
    </fieldset>
  );
}
