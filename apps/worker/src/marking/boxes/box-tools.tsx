import { Button } from '@asg/ui';
import { Hand, Maximize, SquarePlus, Trash2, ZoomIn, ZoomOut } from 'lucide-react';
import { messages } from '../../i18n/index.ts';
import { UndoRedo, type UndoRedoProps } from '../undo-redo.tsx';

interface BoxToolsProps extends UndoRedoProps {
  readonly isPanning: boolean;
  readonly hasSelected: boolean;
  readonly onAdd: () => void;
  readonly onRemove: () => void;
  readonly onPan: () => void;
  readonly onZoom: (way: 1 | -1) => void;
  readonly onWhole: () => void;
}

/** What is done to boxes and to the picture without keys. */
export function BoxTools(props: BoxToolsProps) {
  const { isPanning, hasSelected, onAdd, onRemove, onPan, onZoom, onWhole } = props;
  const tool = { variant: 'quiet', shape: 'icon' } as const;
  return (
    <div className="image-tools marks-tools">
      <UndoRedo {...props} />
      <Button
        {...tool}
        aria-label={messages.marks.addBox}
        icon={<SquarePlus size={20} aria-hidden="true" />}
        onClick={onAdd}
      />
      <Button
        {...tool}
        aria-label={messages.marks.remove}
        aria-disabled={!hasSelected}
        icon={<Trash2 size={20} aria-hidden="true" />}
        onClick={onRemove}
      />
      <Button
        {...tool}
        aria-label={messages.marks.pan}
        aria-pressed={isPanning}
        icon={<Hand size={20} aria-hidden="true" />}
        onClick={onPan}
      />
      <Button
        {...tool}
        aria-label={messages.work.zoomOut}
        icon={<ZoomOut size={20} aria-hidden="true" />}
        onClick={() => onZoom(-1)}
      />
      <Button
        {...tool}
        aria-label={messages.work.zoomIn}
        icon={<ZoomIn size={20} aria-hidden="true" />}
        onClick={() => onZoom(1)}
      />
      <Button
        {...tool}
        aria-label={messages.work.zoomFit}
        icon={<Maximize size={20} aria-hidden="true" />}
        onClick={onWhole}
      />
    </div>
  );
}
