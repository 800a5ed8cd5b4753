import type { ReactNode } from 'react';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values, one under the other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="ui-facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface CardProps {
  readonly title: string;
  readonly hint?: ReactNode;
  /** At the end of the head line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Characters; a longer title has a line of its own where there is little room. */
const longTitle = 60;

/** A part of a page with its own headline. */
export function Card({ title, hint, aside, children }: CardProps) {
  return (
    <section className="ui-card ui-part">
      <header className="ui-part-head" data-long={title.length > longTitle}>
        <div>
          <h2>{title}</h2>
          {hint !== undefined && <p className="ui-hint">{hint}</p>}
        </div>
        {aside !== undefined && <div className="ui-part-aside">{aside}</div>}
      </header>
      {children}
    </section>
  );
}
