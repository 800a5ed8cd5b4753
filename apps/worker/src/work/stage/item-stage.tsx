import { Button, EmptyState, Skeleton } from '@asg/ui';
import { EyeOff, ImageOff, WifiOff } from 'lucide-react';
import { type Ref, useEffect, useRef } from 'react';
import { messages } from '../../i18n/index.ts';
import type { MediaState } from '../feed-state.ts';
import { ImageView } from './image-view.tsx';
import { TextView } from './text-view.tsx';
import type { Zoomable } from './zoomable.ts';

/** For the operator, who reads it in English. */
const skipReason = 'the item does not load';

interface ItemStageProps {
  readonly media: MediaState;
  readonly itemKey: string;
  readonly isImage: boolean;
  readonly zoom: Ref<Zoomable>;
  /** It may disturb, and the worker has not asked to see it. */
  readonly covered: boolean;
  readonly onReveal: () => void;
  readonly onRetry: () => void;
  readonly onSkip: (reason: string) => void;
}

/** The item itself, or why it is not there yet. It keeps its size whatever it shows. */
export function ItemStage({
  media,
  itemKey,
  isImage,
  zoom,
  covered,
  onReveal,
  onRetry,
  onSkip,
}: ItemStageProps) {
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
      {media.kind === 'ready' && (
        <Shown media={media.media} itemKey={itemKey} zoom={zoom} covered={covered} />
      )}
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
function Shown({
  media,
  itemKey,
  zoom,
  covered,
}: Pick<ItemStageProps, 'itemKey' | 'zoom' | 'covered'> & {
  readonly media: Extract<MediaState, { kind: 'ready' }>['media'];
}) {
  const view =
    media.kind === 'image' ? (
      <ImageView key={itemKey} element={media.element} zoom={zoom} />
    ) : (
      <TextView key={itemKey} text={media.text} cut={media.cut} zoom={zoom} />
    );
  return covered ? (
    <div className="stage-covered" inert aria-hidden="true">
      {view}
    </div>
  ) : (
    view
  );
}

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
