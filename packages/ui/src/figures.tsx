interface Figure {
  readonly name: string;
  readonly value: string;
  readonly hint?: string;
}

/** Characters; longer values have a row of their own where there is little room. */
const lengthOfHalf = 14;

/** A few numbers that matter. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className="ui-figures">
      {figures.map(({ name, value, hint }) => (
        <div key={name} className="ui-card" data-long={value.length > lengthOfHalf}>
          <dt>{name}</dt>
          <dd className="ui-number">{value}</dd>
          {hint !== undefined && <dd className="ui-hint">{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}
