import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, e.g. "Copy the address". */
  readonly label: string;
  readonly doneLabel?: string;
  /** Where the clipboard does not take it. */
  readonly selectedLabel?: string;
  /** With its label beside the icon. */
  readonly worded?: boolean;
}

/** Puts a text on the clipboard, and says so until the focus or the pointer goes elsewhere. */
export function CopyButton({
  text,
  label,
  doneLabel = 'Copied',
  selectedLabel = 'Selected: now copy it by keyboard or menu',
  worded = false,
}: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'selected' | null>(null);
  const said = outcome === 'copied' ? doneLabel : outcome === 'selected' ? selectedLabel : label;
  const Icon = outcome === 'copied' ? Check : Copy;
  const copy = async (button: HTMLElement): Promise<void> => {
    const isCopied = await write(text);
    if (!isCopied) selectBeside(button);
    setOutcome(isCopied ? 'copied' : 'selected');
  };
  return (
    <Button
      variant={worded ? 'secondary' : 'quiet'}
      shape={worded ? 'text' : 'icon'}
      aria-label={said}
      title={said}
      icon={<Icon size={16} aria-hidden="true" />}
      onBlur={() => setOutcome(null)}
      onPointerLeave={() => setOutcome(null)}
      onClick={({ currentTarget }) => void copy(currentTarget)}
    >
      {worded ? said : null}
    </Button>
  );
}

/** Whether the clipboard took it: a browser gives none to a page that came without https. */
async function write(text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return false;
  return clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** Selects the text that the button stands beside. */
function selectBeside({ previousElementSibling: shown }: HTMLElement): void {
  if (shown !== null) getSelection()?.selectAllChildren(shown);
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
