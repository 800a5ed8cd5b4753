import { Meter } from '@asg/ui';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { clockText } from './today/clock-text.ts';

const tickMs = 500;
const warnMs = 60_000;

interface LeaseCountdownProps {
  /** By the server's clock, ms since 1970. */
  readonly endsAtMs: number;
  /** The longest lease that the meter shows as full, ms. */
  readonly leaseMs: number;
  readonly onOver: () => void;
}

/** How long the item is still this worker's. Says so once, a minute before the end. */
export function LeaseCountdown({ endsAtMs, leaseMs, onOver }: LeaseCountdownProps) {
  const [leftMs, setLeftMs] = useState(() => endsAtMs - api.serverNowMs());
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    const tick = (): void => {
      const left = endsAtMs - api.serverNowMs();
      setLeftMs(left);
      if (left <= 0) over.current();
    };
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  const isLate = leftMs < warnMs;
  return (
    <div className="lease" data-late={isLate}>
      <span className="lease-name">{messages.work.leaseLeft}</span>
      <span className="ui-number lease-time" role="timer">
        {clockText(leftMs)}
      </span>
      <Meter
        label={messages.work.leaseLeft}
        share={leftMs / leaseMs}
        tone={isLate ? 'warning' : 'accent'}
        text={clockText(leftMs)}
      />
      <span className="ui-visually-hidden" role="status">
        {isLate ? messages.work.minuteLeft : ''}
      </span>
    </div>
  );
}
