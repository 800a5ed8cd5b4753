import { Button } from '@asg/ui';
import { Redo2, Undo2 } from 'lucide-react';
import { messages } from '../i18n/index.ts';

export interface UndoRedoProps {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** The two buttons that every toolbar of marks begins with. */
export function UndoRedo({ canUndo, canRedo, onUndo, onRedo }: UndoRedoProps) {
  return (
    <>
      <Button
        variant="quiet"
        shape="icon"
        aria-label={messages.marks.undo}
        aria-disabled={!canUndo}
        icon={<Undo2 size={20} aria-hidden="true" />}
        onClick={onUndo}
      />
      <Button
        variant="quiet"
        shape="icon"
        aria-label={messages.marks.redo}
        aria-disabled={!canRedo}
        icon={<Redo2 size={20} aria-hidden="true" />}
        onClick={onRedo}
      />
    </>
  );
}
