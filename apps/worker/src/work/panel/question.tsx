import { Button } from '@asg/ui';
import { type Ref, useRef, useState } from 'react';
import { messages } from '../../i18n/index.ts';

/** A longer question takes the room of the options; it is set smaller, and folded once it has been read. */
const longChars = 240;

interface QuestionProps {
  readonly itemKey: string;
  readonly text: string;
  readonly ref: Ref<HTMLHeadingElement>;
}

/** What is asked: in full at first. A long one that the item before asked too is folded, and unfolds again. */
export function Question({ itemKey, text, ref }: QuestionProps) {
  const isRead = useIsRead(itemKey, text);
  const [wanted, setWanted] = useState<{ readonly text: string; readonly folded: boolean } | null>(null);
  const isLong = text.length > longChars;
  const isFolded = isLong && (wanted?.text === text ? wanted.folded : isRead);
  return (
    <>
      <legend>
        <h1 ref={ref} className="question" data-long={isLong} data-folded={isFolded} dir="auto" tabIndex={-1}>
          {text}
        </h1>
      </legend>
      {isLong && (
        <Button
          variant="quiet"
          wide
          aria-expanded={!isFolded}
          onClick={() => setWanted({ text, folded: !isFolded })}
        >
          {isFolded ? messages.work.wholeQuestion : messages.work.lessQuestion}
        </Button>
      )}
    </>
  );
}

/** Whether the item before asked the same. */
function useIsRead(itemKey: string, text: string): boolean {
  const shown = useRef({ itemKey, text, isRead: false });
  if (shown.current.itemKey !== itemKey)
    shown.current = { itemKey, text, isRead: shown.current.text === text };
  return shown.current.isRead;
}
