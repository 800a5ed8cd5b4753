import { FileUp } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { chosenFiles, type DroppedFile, droppedFiles } from './dropped-files.ts';

interface FileDropProps {
  readonly label: string;
  readonly hint: ReactNode;
  /** What the input for a whole folder is called. */
  readonly folderLabel: string;
  /** As in the attribute of an input, e.g. ".csv,.jsonl". */
  readonly accept: string;
  /** Not empty. */
  readonly onFiles: (files: readonly DroppedFile[]) => void;
  /** The browser could not read what was dropped. */
  readonly onUnreadable: () => void;
}

/** A place to drop files and folders on, and inputs for everybody else. */
export function FileDrop({ label, hint, folderLabel, accept, onFiles, onUnreadable }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: readonly DroppedFile[]): void => {
    if (files.length > 0) onFiles(files);
  };
  const input = {
    type: 'file',
    multiple: true,
    'aria-describedby': `${id}-hint`,
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
      take(chosenFiles(currentTarget.files ?? new DataTransfer().files));
      // So that the same file can be chosen again.
      currentTarget.value = '';
    },
  } as const;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more, the inputs inside are the other.
    <div
      className="ui-drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void droppedFiles(event.dataTransfer).then(take, onUnreadable);
      }}
    >
      <FileUp size={28} strokeWidth={1.6} aria-hidden="true" />
      <label htmlFor={id} className="ui-drop-label">
        {label}
      </label>
      <input id={id} accept={accept} {...input} />
      <label htmlFor={`${id}-folder`}>{folderLabel}</label>
      <input
        id={`${id}-folder`}
        // React has no property of this name.
        ref={(element) => element?.setAttribute('webkitdirectory', '')}
        {...input}
      />
      <p className="ui-hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
