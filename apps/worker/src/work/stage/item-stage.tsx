import { Button, EmptyState, Skeleton } from '@asg/ui';
import { ImageOff, WifiOff } from 'lucide-react';
import type { Ref } from 'react';
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
  readonly onRetry: () => void;
  readonly onSkip: (reason: string) => void;
}

/** The item itself, or why it is not there yet. It keeps its size whatever it shows. */
export function ItemStage({ media, itemKey, isImage, zoom, onRetry, onSkip }: ItemStageProps) {
  return (
    <div className="stage" data-kind={media.kind === 'ready' ? media.media.kind : media.kind}>
      {media.kind === 'ready' && media.media.kind === 'image' && (
        <ImageView key={itemKey} element={media.media.element} zoom={zoom} />
      )}
      {media.kind === 'ready' && media.media.kind === 'text' && (
        <TextView key={itemKey} text={media.media.text} cut={media.media.cut} zoom={zoom} />
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
