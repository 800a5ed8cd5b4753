interface MeterProps {
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
  readonly tone?: 'accent' | 'warning';
  /** What a screen reader says instead of the percentage. */
  readonly text?: string;
}

/** How much of something there is. */
export function Meter({ label, share, tone = 'accent', text }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn alike in all browsers.
    <div
      className="ui-meter"
      data-tone={tone}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
    >
      <div className="ui-meter-bar" style={{ inlineSize: `${percent}%` }} />
    </div>
  );
}
