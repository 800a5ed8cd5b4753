import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, e.g. "Copy the address". */
  readonly label: string;
  readonly doneLabel?: string;
  /** With its label beside the icon. */
  readonly worded?: boolean;
}

/** Puts a text on the clipboard, and says so until the focus or the pointer goes elsewhere. */
export function CopyButton({ text, label, doneLabel = 'Copied', worded = false }: CopyButtonProps) {
  const [done, setDone] = useState(false);
  const Icon = done ? Check : Copy;
  return (
    <Button
      variant={worded ? 'secondary' : 'quiet'}
      shape={worded ? 'text' : 'icon'}
      aria-label={done ? doneLabel : label}
      title={done ? doneLabel : label}
      icon={<Icon size={16} aria-hidden="true" />}
      onBlur={() => setDone(false)}
      onPointerLeave={() => setDone(false)}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setDone(true),
          () => setDone(false),
        );
      }}
    >
      {worded ? (done ? doneLabel : label) : null}
    </Button>
  );
}

interface CodeBlockProps {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly code: string;
  readonly copyLabel?: string;
}

/** Text to be read or copied as it is: a program, a message, a key. */
export function CodeBlock({ label, code, copyLabel = 'Copy' }: CodeBlockProps) {
  return (
    <div className="ui-code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={label}>
        <pre>
          <code>{code}</code>
        </pre>
      </section>
      <CopyButton text={code} label={copyLabel} />
    </div>
  );
}
