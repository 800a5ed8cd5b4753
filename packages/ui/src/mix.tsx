interface MixPart {
  readonly name: string;
  readonly value: number;
  readonly colour: string;
}

interface MixProps {
  readonly label: string;
  readonly parts: readonly MixPart[];
  /** A number as the reader writes it. */
  readonly count: (value: number) => string;
}

/** Of what a whole is made, as one bar and a legend with the figures. */
export function Mix({ label, parts, count }: MixProps) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  return (
    <div className="ui-mix">
      <div className="ui-mix-bar" aria-hidden="true">
        {parts
          .filter(({ value }) => value > 0)
          .map(({ name, value, colour }) => (
            <span key={name} style={{ flexGrow: value, background: colour }} />
          ))}
      </div>
      <ul className="ui-mix-legend" aria-label={label}>
        {parts.map(({ name, value, colour }) => (
          <li key={name}>
            <span className="ui-mix-dot" aria-hidden="true" style={{ background: colour }} />
            <span className="ui-mix-name">{name}</span>
            <span className="ui-number">{count(value)}</span>
            <span className="ui-number ui-muted">
              {whole === 0 ? '–' : `${Math.round((value / whole) * 100)} %`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
