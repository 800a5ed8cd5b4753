interface MixPart {
  readonly name: string;
  readonly value: number;
  readonly colour: string;
  /** What is missing to the whole: its place in the bar stays empty. */
  readonly isToCome?: boolean;
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
          .map(({ name, value, colour, isToCome }) => (
            <span
              key={name}
              style={{ flexGrow: value, background: isToCome === true ? 'transparent' : colour }}
            />
          ))}
      </div>
      <ul className="ui-mix-legend" aria-label={label}>
        {parts.map(({ name, value, colour, isToCome }) => (
          <li key={name}>
            <span
              className="ui-mix-dot"
              aria-hidden="true"
              data-to-come={isToCome}
              style={isToCome === true ? {} : { background: colour }}
            />
            <span className="ui-mix-name">{name}</span>
            <span className="ui-number">{count(value)}</span>
            <span className="ui-number ui-muted">{whole === 0 ? '–' : shareText(value / whole)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Never 0 % of something, nor 100 % of what is not all. */
function shareText(share: number): string {
  const percent = Math.round(share * 100);
  if (percent === 0 && share > 0) return '< 1 %';
  return percent === 100 && share < 1 ? '> 99 %' : `${percent} %`;
}
