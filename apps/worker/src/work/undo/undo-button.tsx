import { Button, KeyCap } from '@asg/ui';
import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { messages, number } from '../../i18n/index.ts';
import type { Undo } from './undo.ts';

const tickMs = 200;

interface UndoButtonProps {
  readonly undo: Undo;
  readonly showKey: boolean;
}

/** Takes the latest decision back. It keeps its place while there is none, so that nothing moves under a finger. */
export function UndoButton({ undo: { latest, takeBack }, showKey }: UndoButtonProps) {
  const leftMs = useLeft(latest?.leavesAtMs ?? 0);
  const isPossible = latest !== undefined && leftMs > 0;
  return (
    <span className="undo" data-possible={isPossible}>
      <Button
        variant="quiet"
        size="large"
        aria-disabled={!isPossible}
        title={messages.work.undo}
        onClick={takeBack}
      >
        <Undo2 size={20} aria-hidden="true" />
        <span className="ui-visually-hidden">{messages.work.undo}</span>
        <span className="ui-number undo-left" aria-hidden="true">
          {isPossible ? number(Math.ceil(leftMs / 1000)) : ''}
        </span>
        {showKey && <KeyCap>U</KeyCap>}
      </Button>
      {isPossible && <span key={latest.assignmentId} className="undo-bar" aria-hidden="true" />}
    </span>
  );
}

/** What was decided can be taken back, or was: read out, once. */
export function UndoStatus({ undo: { latest, isTakenBack } }: { readonly undo: Undo }) {
  return (
    <p className="ui-visually-hidden" role="status">
      {latest === undefined ? isTakenBack && messages.work.takenBack : textOf(latest.label)}
    </p>
  );
}

const textOf = (label: string | null): string =>
  label === null ? messages.work.leavesSkip : messages.work.leaves({ label });

/** Until then, ms, counted down; 0: it is over. */
function useLeft(atMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const isOver = atMs <= nowMs;
  useEffect(() => {
    setNowMs(Date.now());
    if (atMs <= Date.now()) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [atMs]);
  return isOver ? 0 : atMs - nowMs;
}
