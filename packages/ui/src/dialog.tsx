import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './controls/button.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly closeLabel: string;
  readonly children: ReactNode;
}

/** A modal box in the middle. The browser keeps the focus inside, closes it on Escape and gives the focus back. */
export function Dialog(props: DialogProps) {
  return <Modal {...props} className="ui-dialog" />;
}

/** A modal panel at the side; on a phone it comes from below. */
export function Sheet(props: DialogProps) {
  return <Modal {...props} className="ui-sheet" />;
}

function Modal({
  open,
  onClose,
  title,
  closeLabel,
  children,
  className,
}: DialogProps & { className: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on the backdrop; the keyboard has Escape.
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // Closed by what is rendered: a press that comes before the browser's word of it would be lost.
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        // The word comes later: by then it may be open again.
        if (dialog.current?.open !== true) onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {open && (
        <>
          <div className="ui-dialog-head">
            <h2 id={titleId}>{title}</h2>
            <Button
              variant="quiet"
              shape="icon"
              aria-label={closeLabel}
              onClick={onClose}
              icon={<X size={20} aria-hidden="true" />}
            />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <div className="ui-dialog-body" tabIndex={0}>
            {children}
          </div>
        </>
      )}
    </dialog>
  );
}
