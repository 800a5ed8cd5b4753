import { type ReactNode, useState } from 'react';
import { messages } from '../i18n/index.ts';
import { type Answer, isNone } from '../kinds/answer.ts';
import type { Media } from '../work/stage/item-media.ts';

/** The worker's own answer and the one that counts, to be seen on the item. */
export interface ToldProps {
  readonly media: Media;
  readonly own: Answer;
  /** Null: nothing is decided. */
  readonly decided: Answer | null;
  /** It is the right answer of practice, and was not decided by labels. */
  readonly isGiven: boolean;
}

/** Whose marks are shown. */
export interface Sides {
  readonly own: boolean;
  readonly decided: boolean;
}

const sideNames = ['own', 'decided'] as const;

function nameOf(side: keyof Sides, isGiven: boolean, n: number): string {
  if (side === 'own') return messages.marks.yours({ n });
  return isGiven ? messages.marks.right({ n }) : messages.marks.decided({ n });
}

interface ItemProps extends ToldProps {
  readonly countOf: (answer: Answer | null) => number;
  /** The item with the marks of these. */
  readonly children: (sides: Sides) => ReactNode;
}

/** The item with both, and which line is whose; each can be put away. */
export function ToldItem({ own, decided, isGiven, countOf, children }: ItemProps) {
  const [sides, setSides] = useState<Sides>({ own: true, decided: true });
  return (
    <>
      <div className="told">{children({ ...sides, decided: sides.decided && decided !== null })}</div>
      <div className="told-sides">
        {sideNames
          .filter((side) => side === 'own' || decided !== null)
          .map((side) => (
            <label key={side}>
              <input
                type="checkbox"
                checked={sides[side]}
                onChange={() => setSides({ ...sides, [side]: !sides[side] })}
              />
              <span className="told-line" data-side={side} aria-hidden="true" />
              {nameOf(side, isGiven, countOf(side === 'own' ? own : decided))}
            </label>
          ))}
      </div>
    </>
  );
}

interface ListProps extends ToldProps {
  readonly saidOf: (answer: Answer) => readonly string[];
}

/** The same in words. */
export function ToldList({ own, decided, isGiven, saidOf }: ListProps) {
  const lists = [
    ['own', own],
    ['decided', decided],
  ] as const;
  return (
    <details className="told-list">
      <summary>{messages.marks.asList}</summary>
      {lists.map(([side, answer]) => {
        if (answer === null) return null;
        const said = isNone(answer) ? [messages.marks.nothing] : saidOf(answer);
        const name = nameOf(side, isGiven, isNone(answer) ? 0 : said.length);
        return (
          <section key={side} aria-label={name}>
            <p className="marks-head">{name}</p>
            <ul>
              {said.map((text) => (
                <li key={text} dir="auto">
                  {text}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </details>
  );
}
