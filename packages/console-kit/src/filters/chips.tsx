import { X } from 'lucide-react';
import { answerAtSight } from '../kinds/index.ts';
import { percent, spoken } from '../parts/format.ts';
import { type Filter, filterNames } from './filter.ts';

type Name = keyof Filter;

const sayings: Readonly<Partial<Record<Name, (value: string) => string>>> = {
  search: (value) => `Mentions “${value}”`,
  status: spoken,
  type: spoken,
  answer: (value) => `Answer: ${answerAtSight(value)}`,
  from: (value) => `Made from ${value}`,
  to: (value) => `Made until ${value}`,
  decided_from: (value) => `Decided from ${value}`,
  decided_to: (value) => `Decided until ${value}`,
  confidence_from: (value) => `At least ${percent(Number(value))} sure`,
  confidence_below: (value) => `Less than ${percent(Number(value))} sure`,
  review: (value) => (value === 'none' ? 'Not reviewed' : spoken(value)),
  job_id: (value) => `Job …${value.slice(-10)}`,
  batch_id: (value) => `Batch …${value.slice(-10)}`,
  template: () => 'One question',
  metadata: (value) => `Metadata: ${value}`,
};

interface ChipsProps {
  readonly filter: Filter;
  /** Those that are shown. Left out: all. */
  readonly names?: readonly Name[];
  readonly onDrop: (name: Name) => void;
}

/** What the list is narrowed by; a press takes one away. */
export function Chips({ filter, names = filterNames, onDrop }: ChipsProps) {
  const said = names.flatMap((name) => {
    const [say, value] = [sayings[name], filter[name]];
    return say === undefined || value === undefined ? [] : [{ name, text: say(value) }];
  });
  if (said.length === 0) return null;
  return (
    <ul className="chips" aria-label="Shown are only tasks that are">
      {said.map(({ name, text }) => (
        <li key={name}>
          <button type="button" className="chip" onClick={() => onDrop(name)}>
            <bdi>{text}</bdi>
            <X size={14} aria-hidden="true" />
            <span className="ui-visually-hidden">: take this filter away</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
