import { useToast } from '@asg/ui';
import { type KeyboardEvent, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { messages } from '../../i18n/index.ts';
import { lookOfClass } from '../../kinds/marks.ts';
import type { ShownProps } from '../../work/kinds/view.ts';
import { useShortcutsOn } from '../../work/shortcuts.ts';
import { added, back, changed, forth, marksOf, removed, selectedOf, selecting } from '../board.ts';
import { useMarkKeys } from '../mark-keys.ts';
import { useBoard } from '../use-board.ts';
import { BoxTools } from './box-tools.tsx';
import { type Box, boards, boxesMax, boxText, sizeOf } from './boxes.ts';
import * as geometry from './geometry.ts';
import type { Drag } from './pointers.ts';
import { Held, placeOf, Shape } from './shapes.tsx';
import { useFrame } from './use-frame.ts';

/** What is being drawn, before it is let go. */
interface Draft {
  /** Null: it is a new one. */
  readonly id: number | null;
  readonly rect: geometry.Rect;
}

/** A new one smaller than that on the screen was not meant, px. */
const drawnMin = 2;
const stepPx = 8;
/** A finger hits beside a small box, px. */
const tapSlack = { mouse: 2, finger: 16 };
const arrows: Readonly<Record<string, geometry.Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The picture with its boxes: drawn, moved and resized by mouse, finger or keys. */
export function BoxStage({ asked, media, zoom, answer, onAnswer }: ShownProps) {
  const { board, classes, act } = useBoard(boards, asked, answer, onAnswer);
  const say = useToast();
  const [shortcutsOn] = useShortcutsOn();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isPanning, setPanning] = useState(false);
  const picture = sizeOf(media);
  const boxes = marksOf(board);
  const selected = selectedOf(board);
  const rectOf = (box: Box): geometry.Rect => (draft?.id === box.id ? draft.rect : box);
  const saidOf = (box: Box): string => boxText(box, boxes.indexOf(box), box);

  /** Handles of what a finger has drawn would be in the way of the next one: a tap brings them. */
  const add = (rect: geometry.Rect, isFinger = false): void => {
    const make = (id: number, name: string): Box => ({ id, name, ...rect });
    const drawn = (now: typeof board) => (isFinger ? selecting(added(now, make), null) : added(now, make));
    if (boxes.length >= boxesMax) say({ text: messages.marks.tooMany({ n: boxesMax }) });
    else act(drawn, messages.marks.drawn({ what: board.name }));
  };
  const put = (box: Box, rect: geometry.Rect, kind: string): void =>
    act(
      (now) => (geometry.isSame(box, rect) ? now : changed(now, { ...box, ...rect }, kind)),
      kind === '' ? null : boxText(box, boxes.indexOf(box), rect),
    );
  const dragOf = (
    id: number | null,
    rectAt: (to: geometry.Point) => geometry.Rect,
    isFinger = false,
  ): Drag => {
    let now: geometry.Rect | null = null;
    return {
      move: (to) => {
        now = rectAt(frame.inPicture(to));
        setDraft({ id, rect: now });
      },
      end: () => {
        setDraft(null);
        const box = boxes.find((one) => one.id === id);
        if (now === null) return;
        if (box !== undefined) put(box, now, '');
        else if (Math.min(now.width, now.height) * frame.view().scale >= drawnMin) add(now, isFinger);
      },
      cancel: () => setDraft(null),
    };
  };
  const frame = useFrame({
    picture,
    isPanning,
    hands: {
      begin: (from, on, isFinger) => {
        const start = frame.inPicture(from);
        const handle =
          geometry.handles[Number(on?.closest<HTMLElement>('[data-handle]')?.dataset.handle ?? -1)];
        const by = (to: geometry.Point) => ({ x: to.x - start.x, y: to.y - start.y });
        if (selected !== undefined && handle !== undefined)
          return dragOf(selected.id, (to) => geometry.resized(selected, handle, by(to).x, by(to).y, picture));
        if (selected !== undefined && on?.closest('[data-held]') != null)
          return dragOf(selected.id, (to) => geometry.moved(selected, by(to).x, by(to).y, picture));
        return dragOf(null, (to) => geometry.between(start, to, picture), isFinger);
      },
      tap: (at, isFinger) => {
        const slack = tapSlack[isFinger ? 'finger' : 'mouse'] / frame.view().scale;
        const id = geometry.tapped(boxes, frame.inPicture(at), slack, board.selected);
        act((now) => selecting(now, id));
      },
    },
  });
  const focusOn = (id: number | null): void => {
    const to =
      id === null ? frame.element.current : frame.element.current?.querySelector(`[data-box="${id}"]`);
    if (to instanceof HTMLElement) to.focus({ preventScroll: true });
  };
  // A box that was drawn or deleted by keys: the focus goes to what is selected now.
  const focusNext = useRef(false);
  useLayoutEffect(() => {
    if (focusNext.current) focusOn(board.selected);
    focusNext.current = false;
  });
  const begin = (): void => {
    setPanning(false);
    add(geometry.middle(frame.view(), picture, frame.size()));
    focusNext.current = true;
  };
  const remove = (): void => {
    if (selected === undefined) return;
    act((now) => removed(now, selected.id), messages.marks.removed({ what: saidOf(selected) }));
    focusNext.current = true;
  };
  const canUndo = board.steps.past.length > 0;
  const canRedo = board.steps.future.length > 0;
  const undo = (): void => act(back, messages.marks.undone);
  const redo = (): void => act(forth, messages.marks.redone);
  const letGo = (): void => {
    if (frame.cancel()) return;
    act((now) => selecting(now, null));
    focusOn(null);
  };
  useMarkKeys(
    {
      single: {
        b: begin,
        delete: remove,
        backspace: remove,
        escape: letGo,
      },
      undo: canUndo ? undo : undefined,
      redo: canRedo ? redo : undefined,
    },
    shortcutsOn,
  );
  useImperativeHandle(zoom, () => ({ toggleZoom: frame.toggle }));
  useEffect(() => {
    if (media.kind !== 'image') return;
    media.element.alt = messages.work.imageAlt;
    media.element.className = 'image';
    media.element.classList.add('boxes-picture');
    frame.layer.current?.prepend(media.element);
  }, [media, frame.layer]);

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const arrow = arrows[event.key];
    if (event.key === 'Enter' && event.target !== event.currentTarget) {
      // What is focused is selected already: Enter submits, as elsewhere.
      event.preventDefault();
      event.currentTarget.closest('.work')?.querySelector('form')?.requestSubmit();
      return;
    }
    if (event.key === 'Escape' || event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      if (event.key === 'Escape') letGo();
      else remove();
      return;
    }
    const zoomBy = frame.zoomOf(event.key);
    if (arrow === undefined && zoomBy === undefined) return;
    event.preventDefault();
    if (zoomBy !== undefined) zoomBy();
    else if (arrow !== undefined && selected === undefined) frame.pan(arrow);
    else if (arrow !== undefined && selected !== undefined) {
      const step = event.ctrlKey || event.metaKey ? 1 : Math.max(1, Math.round(stepPx / frame.view().scale));
      const { x, y } = { x: arrow.x * step, y: arrow.y * step };
      const rect = event.shiftKey
        ? geometry.resized(
            selected,
            { x: 1, y: 1 },
            Math.max(x, 1 - selected.width),
            Math.max(y, 1 - selected.height),
            picture,
          )
        : geometry.moved(selected, x, y, picture);
      put(selected, rect, event.shiftKey ? 'resize' : 'move');
      frame.show(rect);
    }
  };
  return (
    <>
      <section
        ref={frame.element}
        className="boxes-frame"
        data-panning={isPanning}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is drawn by keyboard must take the focus.
        tabIndex={0}
        aria-label={messages.marks.boxStage}
        onKeyDown={press}
      >
        <div ref={frame.layer} className="boxes-layer">
          {boxes.map((box, place) => (
            <Shape
              key={box.id}
              id={box.id}
              rect={rectOf(box)}
              picture={picture}
              text={boxText(box, place, box)}
              place={classes.indexOf(box.name)}
              isSelected={box.id === board.selected}
            />
          ))}
          {draft !== null && draft.id === null && (
            <span
              className="box box-draft"
              style={placeOf(draft.rect, picture)}
              {...lookOfClass(classes.indexOf(board.name))}
            />
          )}
          {selected !== undefined && <Held rect={rectOf(selected)} picture={picture} name={selected.name} />}
        </div>
      </section>
      <BoxTools
        isPanning={isPanning}
        canUndo={canUndo}
        canRedo={canRedo}
        hasSelected={selected !== undefined}
        onAdd={begin}
        onRemove={remove}
        onUndo={undo}
        onRedo={redo}
        onPan={() => setPanning(!isPanning)}
        onZoom={frame.zoom}
        onWhole={frame.showAll}
      />
    </>
  );
}
