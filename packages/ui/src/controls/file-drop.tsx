import { FileUp } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';

interface FileDropProps {
  readonly label: string;
  readonly hint: ReactNode;
  /** As in the attribute of an input, e.g. ".csv,.jsonl". */
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** A place to drop a file on, and a file input for everybody else. */
export function FileDrop({ label, hint, accept, onFile }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more, the input inside is the other.
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
        const file = event.dataTransfer.files[0];
        if (file !== undefined) onFile(file);
      }}
    >
      <FileUp size={28} strokeWidth={1.6} aria-hidden="true" />
      <label htmlFor={id} className="ui-drop-label">
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) onFile(file);
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <p className="ui-hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
