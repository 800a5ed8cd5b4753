import { count, duration, localTime, plural, spoken } from '@asg/console-kit';
import { ChartFrame } from '@asg/console-kit/charts';
import type { AdminSettlement } from '@asg/sdk';
import { Card } from '@asg/ui';

const standings = {
  done: { name: 'On the network', colour: 'var(--data-1)' },
  waits: { name: 'On its way', colour: 'var(--data-4)' },
  stuck: { name: 'Needs a look', colour: 'var(--data-5)' },
  gone: { name: 'Replaced', colour: 'var(--data-6)' },
} as const;
type Standing = keyof typeof standings;

const standingOf: Readonly<Record<AdminSettlement['state'], Standing>> = {
  planned: 'waits',
  signed: 'waits',
  broadcasting: 'waits',
  unknown: 'waits',
  seen: 'done',
  mined: 'done',
  final: 'done',
  contested: 'stuck',
  orphaned: 'stuck',
  failed: 'stuck',
  stale: 'gone',
};
const shareMin = 0.06;
/** Of the width: the latest bar stands within it. */
const widthShare = 0.985;

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

function seenText({ created_at: signed, seen_at: seen }: AdminSettlement): string {
  return seen === null ? 'not seen yet' : `seen after ${duration(Math.max(0, secondsBetween(signed, seen)))}`;
}

/** When settlements were signed, how many tasks each pays, and how it stands. */
export function SettlementTimeline({ settlements }: { readonly settlements: readonly AdminSettlement[] }) {
  const inTime = [...settlements].reverse();
  const [first, last] = [inTime[0], inTime.at(-1)];
  if (first === undefined || last === undefined) return null;
  const lengthSeconds = Math.max(1, secondsBetween(first.created_at, last.created_at));
  const most = Math.max(1, ...settlements.map(({ task_count: tasks }) => tasks));
  return (
    <Card
      title="In time"
      hint="A bar for each settlement that is loaded, where it was signed: the more tasks it pays, the higher."
    >
      <ChartFrame
        summary="Settlements in time"
        series={Object.values(standings)}
        columns={['Signed', 'State', 'Tasks', 'Seen by the network']}
        rows={inTime}
        cells={(one) => [
          `${localTime(one.created_at)}, …${one.settlement_id.slice(-6)}`,
          spoken(one.state),
          count(one.task_count),
          seenText(one),
        ]}
      >
        <div className="time-strip">
          {inTime.map((one) => (
            <span
              key={one.settlement_id}
              title={`${localTime(one.created_at)}, ${plural(one.task_count, 'task')}, ${spoken(one.state)}, ${seenText(one)}`}
              style={{
                insetInlineStart: `${(secondsBetween(first.created_at, one.created_at) / lengthSeconds) * widthShare * 100}%`,
                blockSize: `${Math.max(shareMin, Math.sqrt(one.task_count / most)) * 100}%`,
                background: standings[standingOf[one.state]].colour,
              }}
            />
          ))}
        </div>
        <p className="time-strip-ends">
          <span>{localTime(first.created_at)}</span>
          {first !== last && <span>{localTime(last.created_at)}</span>}
        </p>
      </ChartFrame>
    </Card>
  );
}
