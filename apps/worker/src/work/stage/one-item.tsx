import { type Zoomable, ZoomPicture } from '@asg/ui/pictures';
import type { Ref } from 'react';
import { messages } from '../../i18n/index.ts';
import type { Media } from './item-media.ts';
import { TextView } from './text-view.tsx';

interface OneItemProps {
  readonly media: Media;
  readonly zoom: Ref<Zoomable>;
}

/** An item that stands alone on the stage. */
export function OneItem({ media, zoom }: OneItemProps) {
  if (media.kind === 'several') return null;
  return media.kind === 'image' ? (
    <ZoomPicture element={media.element} zoom={zoom} alt={messages.work.imageAlt} words={messages.work} />
  ) : (
    <TextView text={media.text} cut={media.cut} zoom={zoom} />
  );
}
