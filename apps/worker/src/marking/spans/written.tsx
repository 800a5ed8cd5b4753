import { memo, useMemo } from 'react';
import { letterOfClass, lookOfClass } from '../../kinds/marks.ts';
import { type Group, groupsOf } from './groups.ts';

/** A mark, in units of the text. */
interface Shown {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  /** Of its class. */
  readonly place: number;
  readonly isSelected: boolean;
}

const none: readonly Shown[] = [];
const key = ({ id, from, to, place, isSelected }: Shown): string =>
  `${id} ${from} ${to} ${place} ${isSelected}`;

interface WrittenProps {
  readonly text: string;
  /** In the order of the text. */
  readonly shown: readonly Shown[];
}

/** The text in its lines, each in its own direction, with what is marked of it. */
export function Written({ text, shown }: WrittenProps) {
  const groups = useMemo(() => groupsOf(text), [text]);
  let next = 0;
  return groups.map((group, i) => {
    const end = groups[i + 1]?.at ?? text.length;
    while ((shown[next]?.to ?? Number.POSITIVE_INFINITY) <= group.at) next++;
    let last = next;
    while ((shown[last]?.from ?? Number.POSITIVE_INFINITY) < end) last++;
    return <Lines key={group.at} group={group} shown={last === next ? none : shown.slice(next, last)} />;
  });
}

interface LinesProps {
  readonly group: Group;
  readonly shown: readonly Shown[];
}

const areSame = (a: LinesProps, b: LinesProps): boolean =>
  a.group === b.group &&
  a.shown.length === b.shown.length &&
  a.shown.every((one, i) => one === b.shown[i] || key(one) === (b.shown[i] && key(b.shown[i])));

const Lines = memo(function Lines({ group, shown }: LinesProps) {
  let at = group.at;
  return (
    <div data-at={group.at}>
      {group.lines.map((line) => {
        const from = at;
        at += line.length;
        return (
          <Line
            key={from}
            from={from}
            line={line}
            shown={shown.filter((one) => one.from < at && one.to > from)}
          />
        );
      })}
    </div>
  );
}, areSame);

interface LineProps {
  readonly from: number;
  readonly line: string;
  readonly shown: readonly Shown[];
}

function Line({ from, line, shown }: LineProps) {
  const parts = [];
  let at = from;
  for (const one of shown) {
    const begin = Math.max(one.from, from);
    const end = Math.min(one.to, from + line.length);
    if (begin > at) parts.push(line.slice(at - from, begin - from));
    parts.push(
      <mark
        key={begin}
        className="span"
        data-span={one.id}
        data-selected={one.isSelected}
        data-letter={one.from === begin ? letterOfClass(one.place) : undefined}
        {...lookOfClass(one.place)}
      >
        {line.slice(begin - from, end - from)}
      </mark>,
    );
    at = end;
  }
  parts.push(line.slice(at - from));
  return <div dir="auto">{parts}</div>;
}
