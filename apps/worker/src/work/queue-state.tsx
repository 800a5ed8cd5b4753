import { Button, buttonLook, EmptyState } from '@asg/ui';
import { CloudUpload, Coffee, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { messages } from '../i18n/index.ts';
import { usePageTitle } from '../shell/page.tsx';
import type { Undo } from './undo/undo.ts';
import { UndoButton } from './undo/undo-button.tsx';
import { useWorkbench } from './workbench.tsx';

interface QueueStateProps {
  readonly phase: 'empty' | 'offline';
  /** By this device's clock, ms since 1970. */
  readonly nextLookAtMs: number;
  readonly looking: boolean;
  readonly undo: Undo;
  readonly onLook: () => void;
}

/** There is nothing to label: why, and when the app asks again. */
export function QueueState({ phase, nextLookAtMs, looking, undo, onLook }: QueueStateProps) {
  const { waiting, failing } = useWorkbench();
  const isEmpty = phase === 'empty';
  const title = isEmpty ? messages.work.emptyTitle : messages.work.offlineTitle;
  usePageTitle(title);
  return (
    <div className="queue-state" role="status">
      <h1 className="ui-visually-hidden">{messages.work.pageTitle}</h1>
      <EmptyState
        icon={isEmpty ? <Coffee size={28} /> : <WifiOff size={28} />}
        tone={isEmpty ? 'accent' : 'warning'}
        title={title}
        actions={
          <>
            <Button variant="primary" busy={looking} onClick={onLook}>
              {messages.work.lookNow}
            </Button>
            <Link href="/questions" {...buttonLook({ variant: 'secondary' })}>
              {messages.questions.open}
            </Link>
            {undo.latest !== undefined && <UndoButton undo={undo} showKey={false} />}
          </>
        }
      >
        <p>{isEmpty ? messages.work.emptyText : messages.work.offlineText}</p>
        {waiting > 0 && failing && (
          <p className="queue-waiting">
            <CloudUpload size={18} aria-hidden="true" />
            {messages.work.waiting({ n: waiting })}
          </p>
        )}
        <p className="ui-number queue-countdown" aria-hidden="true">
          <Countdown atMs={nextLookAtMs} looking={looking} />
        </p>
      </EmptyState>
    </div>
  );
}

function Countdown({ atMs, looking }: { readonly atMs: number; readonly looking: boolean }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((atMs - nowMs) / 1000));
  return looking || seconds === 0 ? messages.work.looking : messages.work.looksAgain({ seconds });
}
