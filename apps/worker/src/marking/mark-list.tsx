import { Button } from '@asg/ui';
import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { messages } from '../i18n/index.ts';
import type { Mark } from './board.ts';
import { Letter } from './classes.tsx';

interface MarkListProps<M extends Mark> {
  readonly marks: readonly M[];
  readonly classes: readonly string[];
  readonly selected: number | null;
  /** What a row says. */
  readonly said: (mark: M, place: number) => string;
  readonly onSelect: (id: number | null) => void;
  readonly onName: (mark: M, name: string) => void;
  readonly onRemove: (mark: M) => void;
  /** The numbers of what is selected. */
  readonly children: (mark: M) => ReactNode;
}

/** All that is marked: the whole work without a picture or a pointer. */
export function MarkList<M extends Mark>(props: MarkListProps<M>) {
  const { marks, classes, selected, said, onSelect, onName, onRemove, children } = props;
  const head = marks.length === 0 ? messages.marks.none : messages.marks.list({ n: marks.length });
  return (
    <section className="marks" aria-label={head}>
      <h2 className="marks-head">{head}</h2>
      <ol>
        {marks.map((mark, place) => {
          const isSelected = mark.id === selected;
          return (
            <li key={mark.id} data-mark={mark.id} data-selected={isSelected}>
              <div className="mark-row">
                <button
                  type="button"
                  className="mark-choose"
                  aria-expanded={isSelected}
                  onClick={() => onSelect(isSelected ? null : mark.id)}
                >
                  <Letter place={classes.indexOf(mark.name)} />
                  <span className="mark-said" dir="auto">
                    {said(mark, place)}
                  </span>
                </button>
                <Button
                  variant="quiet"
                  shape="icon"
                  aria-label={messages.marks.removeOne({ what: said(mark, place) })}
                  icon={<Trash2 size={18} aria-hidden="true" />}
                  onClick={() => onRemove(mark)}
                />
              </div>
              {isSelected && (
                <div className="mark-fields">
                  <label className="mark-class">
                    <span>{messages.marks.class}</span>
                    <select
                      className="ui-input"
                      value={mark.name}
                      onChange={(event) => onName(mark, event.target.value)}
                    >
                      {classes.map((name) => (
                        <option key={name}>{name}</option>
                      ))}
                    </select>
                  </label>
                  {children(mark)}
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onValue: (value: number) => void;
}

/** A whole number, taken as it is typed; what was typed stays until the field is left. */
export function NumberField({ label, value, min, max, onValue }: NumberFieldProps) {
  const [text, setText] = useState<string | null>(null);
  return (
    <label>
      <span>{label}</span>
      <input
        className="ui-input ui-number"
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        value={text ?? String(value)}
        onChange={(event) => {
          setText(event.target.value);
          const given = event.target.valueAsNumber;
          if (Number.isFinite(given)) onValue(given);
        }}
        onBlur={() => setText(null)}
        // Enter takes the number, and does not submit.
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          setText(null);
        }}
      />
    </label>
  );
}
