import { count, percent } from '../parts/format.ts';

interface MixPart {
  readonly name: string;
  readonly value: number;
  readonly colour: string;
}

/** Of what a whole is made, as one bar and a legend with the figures. */
export function Mix({ label, parts }: { readonly label: string; readonly parts: readonly MixPart[] }) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  return (
    <div className="mix">
      <div className="mix-bar" aria-hidden="true">
        {parts
          .filter(({ value }) => value > 0)
          .map(({ name, value, colour }) => (
            <span key={name} style={{ flexGrow: value, background: colour }} />
          ))}
      </div>
      <ul className="mix-legend" aria-label={label}>
        {parts.map(({ name, value, colour }) => (
          <li key={name}>
            <span className="mix-dot" aria-hidden="true" style={{ background: colour }} />
            <span className="mix-name">{name}</span>
            <span className="ui-number">{count(value)}</span>
            <span className="ui-number ui-muted">{whole === 0 ? '–' : percent(value / whole)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
