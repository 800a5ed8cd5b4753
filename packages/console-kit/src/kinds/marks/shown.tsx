import { CheckField } from '@asg/ui';
import { useState } from 'react';
import { plural } from '../../parts/format.ts';
import type { Given } from '../view.ts';
import { countedText, marksIn, type Shape } from './marks.ts';

/** Colours of workers, none of them that of the consensus; more workers than colours differ by their dashes too. */
const colours = 5;
const dashes = ['none', '6 3', '2 3', '10 3 2 3'];

export const colourOf = (worker: number): string => `var(--data-${(worker % colours) + 2})`;
export const dashOf = (worker: number): string => dashes[Math.floor(worker / colours) % dashes.length] ?? '';

/** Whose marks are shown: of workers by their number, and of the consensus. */
export interface Shown {
  readonly hidden: ReadonlySet<number>;
  readonly isDecidedShown: boolean;
  /** The mark of the consensus that is looked at; null: none. */
  readonly chosen: number | null;
}

export function useShown() {
  const [shown, setShown] = useState<Shown>({ hidden: new Set(), isDecidedShown: true, chosen: null });
  return { shown, change: (some: Partial<Shown>) => setShown({ ...shown, ...some }) };
}

interface WhoseProps {
  readonly shape: Shape;
  readonly given: readonly Given[];
  readonly consensus: string | null;
  readonly shown: Shown;
  readonly change: (some: Partial<Shown>) => void;
}

const saysOf = (answer: string, shape: Shape): string => {
  const marks = marksIn(answer, shape) ?? [];
  return marks.length === 0 ? 'nothing' : countedText(marks.length, shape);
};

/** Who is to be seen: a box to tick for each worker, and for the consensus. */
export function Whose({ shape, given, consensus, shown, change }: WhoseProps) {
  const { hidden, isDecidedShown } = shown;
  if (given.length === 0 && consensus === null) return null;
  const toggle = (worker: number, isOn: boolean): void => {
    const next = new Set(hidden);
    if (isOn) next.delete(worker);
    else next.add(worker);
    change({ hidden: next });
  };
  return (
    <fieldset className="marks-whose">
      <legend className="ui-label">Shown are</legend>
      {consensus !== null && (
        <CheckField
          label={
            <>
              <span className="marks-swatch" data-decided="true" aria-hidden="true" />
              Consensus: {saysOf(consensus, shape)}
            </>
          }
          checked={isDecidedShown}
          onChange={(event) => change({ isDecidedShown: event.currentTarget.checked })}
        />
      )}
      {given.map(({ name, answer }, worker) => (
        <CheckField
          key={name}
          label={
            <>
              <span
                className="marks-swatch"
                data-dashed={dashOf(worker) !== 'none'}
                style={{ color: colourOf(worker) }}
                aria-hidden="true"
              />
              {name}: {saysOf(answer, shape)}
            </>
          }
          checked={!hidden.has(worker)}
          onChange={(event) => toggle(worker, event.currentTarget.checked)}
        />
      ))}
      {given.length > 1 && (
        <button
          type="button"
          className="link"
          onClick={() => change({ hidden: new Set(hidden.size === given.length ? [] : given.keys()) })}
        >
          {hidden.size === given.length ? `Show all ${plural(given.length, 'worker')}` : 'Hide all workers'}
        </button>
      )}
    </fieldset>
  );
}
