import { Notice } from '@asg/ui';
import type { Zoomable } from '@asg/ui/pictures';
import { type Ref, useImperativeHandle, useState } from 'react';
import { messages } from '../../i18n/index.ts';

interface TextViewProps {
  readonly text: string;
  /** Its end is left out. */
  readonly cut: boolean;
  readonly zoom: Ref<Zoomable>;
  /** What it is called for who cannot see where it stands. */
  readonly name?: string;
}

/** A text in a column that is easy to read, in its own direction. Z makes the letters larger. */
export function TextView({ text, cut, zoom, name = messages.work.textStage }: TextViewProps) {
  const [isLarge, setLarge] = useState(false);
  useImperativeHandle(zoom, () => ({ toggleZoom: () => setLarge((large) => !large) }), []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="text-frame" tabIndex={0} aria-label={name}>
      <div className="text-column" data-large={isLarge}>
        {cut && <Notice tone="warning">{messages.work.textCut}</Notice>}
        <p dir="auto">{text}</p>
      </div>
    </section>
  );
}
