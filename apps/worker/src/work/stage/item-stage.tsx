import { Button, EmptyState, Skeleton } from '@asg/ui';
import { EyeOff, ImageOff, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { messages } from '../../i18n/index.ts';
import type { MediaState } from '../feed-state.ts';

/** For the operator, who reads it in English. */
const skipReason = 'the item does not load';

interface ItemStageProps {
  readonly media: MediaState;
  readonly isImage: boolean;
  /** It may disturb, and the worker has not asked to see it. */
  readonly covered: boolean;
  readonly onReveal: () => void;
  readonly onRetry: () => void;
  readonly onSkip: (reason: string) => void;
  /** The item, once it is there. */
  readonly children: ReactNode;
}

/** The item itself, or why it is not there yet. It keeps its size whatever it shows. */
export function ItemStage({ media, isImage, covered, onReveal, onRetry, onSkip, children }: ItemStageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const isAsked = useRef(false);
  // The button that had the focus is gone.
  useEffect(() => {
    if (isAsked.current && !covered) stage.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    isAsked.current = false;
  }, [covered]);
  const reveal = (): void => {
    isAsked.current = true;
    onReveal();
  };
  return (
    <div ref={stage} className="stage" data-kind={media.kind === 'ready' ? media.media.kind : media.kind}>
      {media.kind === 'ready' && (covered ? <Covered>{children}</Covered> : children)}
      {media.kind === 'ready' && covered && (
        <EmptyState
          icon={<EyeOff size={28} />}
          tone="warning"
          title={messages.work.coveredTitle}
          actions={<Button onClick={reveal}>{messages.work.reveal}</Button>}
        >
          <p>{messages.work.coveredText}</p>
        </EmptyState>
      )}
      {media.kind === 'loading' && <Coming isImage={isImage} />}
      {media.kind === 'waiting' && (
        <EmptyState
          icon={<WifiOff size={28} />}
          tone="warning"
          title={messages.work.waitingTitle}
          actions={<Button onClick={onRetry}>{messages.app.tryAgain}</Button>}
        >
          <p>{messages.work.waitingText}</p>
        </EmptyState>
      )}
      {media.kind === 'broken' && (
        <EmptyState
          icon={<ImageOff size={28} />}
          tone="warning"
          title={messages.work.brokenTitle}
          actions={
            <>
              <Button onClick={onRetry}>{messages.app.tryAgain}</Button>
              <Button variant="primary" onClick={() => onSkip(skipReason)}>
                {messages.work.skip}
              </Button>
            </>
          }
        >
          <p>{messages.work.brokenText}</p>
        </EmptyState>
      )}
    </div>
  );
}

/** Covered it is a blur, for eyes alone: nothing of it is read out, and the focus passes it by. */
const Covered = ({ children }: { readonly children: ReactNode }) => (
  <div className="stage-covered" inert aria-hidden="true">
    {children}
  </div>
);

function Coming({ isImage }: { readonly isImage: boolean }) {
  return (
    <div className="stage-coming" role="status">
      <span className="ui-visually-hidden">{messages.work.loading}</span>
      {isImage ? (
        <Skeleton height="100%" />
      ) : (
        <div className="text-column">
          {['92%', '100%', '97%', '61%'].map((width) => (
            <Skeleton key={width} width={width} height="1.25rem" />
          ))}
        </div>
      )}
    </div>
  );
}
