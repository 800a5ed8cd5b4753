import type { TooltipContentProps } from 'recharts';

interface TipProps {
  readonly of: TooltipContentProps;
  readonly head: (at: unknown) => string;
  readonly format: (n: number) => string;
}

/** The figures of what the pointer is over. */
export function Tip({ of: { active, payload, label }, head, format }: TipProps) {
  if (!active || payload.length === 0) return null;
  return (
    <div className="tip">
      <strong>{head(label)}</strong>
      {payload.map(({ name, value, color }) => (
        <div key={String(name)}>
          <span className="tip-dot" style={{ background: color }} />
          {name} <b>{format(Number(value))}</b>
        </div>
      ))}
    </div>
  );
}
