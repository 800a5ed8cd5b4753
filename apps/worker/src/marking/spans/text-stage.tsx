import { Button, Notice, useToast } from '@asg/ui';
import { Highlighter, Trash2 } from 'lucide-react';
import { type MouseEvent, type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { messages } from '../../i18n/index.ts';
import type { ShownProps } from '../../work/kinds/view.ts';
import { useShortcutsOn } from '../../work/shortcuts.ts';
import { added, back, changed, forth, marksOf, removed, selectedOf, selecting } from '../board.ts';
import { useMarkKeys } from '../mark-keys.ts';
import { UndoRedo } from '../undo-redo.tsx';
import { useBoard } from '../use-board.ts';
import * as dom from './dom.ts';
import { Points } from './points.ts';
import { boards, shortened, spanText } from './span-boards.ts';
import { below, inOrder, isFree, type Span, type Stretch, spansMax } from './spans.ts';
import { type Range, TextSteps } from './steps.ts';
import { useCaret } from './use-caret.ts';
import { useFinger } from './use-finger.ts';
import { useHandles } from './use-handles.ts';
import { Written } from './written.tsx';

/** A finger hits beside what it means, px. */
const tapSlackPx = 6;

const sides = ['start', 'end'] as const;

/** Where the selected mark begins and ends, as large as a thumb. By keys the numbers of its row do the same. */
const Handles = ({ ref }: { readonly ref: Ref<HTMLDivElement> }) => (
  <div ref={ref} className="span-handles" aria-hidden="true">
    {sides.map((side) => (
      <span key={side} className="span-handle" data-side={side}>
        <i />
      </span>
    ))}
  </div>
);

/** The text with its marks: words are tapped, stretches drawn over, or both by keys. */
export function TextStage({ asked, media, zoom, answer, onAnswer }: ShownProps) {
  const { board, classes, act } = useBoard(boards, asked, answer, onAnswer);
  const say = useToast();
  const [shortcutsOn] = useShortcutsOn();
  const [isLarge, setLarge] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const text = media.kind === 'text' ? media.text : '';
  const points = useMemo(() => new Points(text), [text]);
  const steps = useMemo(() => new TextSteps(text), [text]);
  const spans = marksOf(board);
  const selected = selectedOf(board);
  const [draft, setDraft] = useState<Range | null>(null);
  const ordered = useMemo(() => inOrder(spans), [spans]);
  const shown = useMemo(
    () =>
      ordered.map(({ id, name, start, end }) => ({
        id,
        from: points.unitAt(start),
        to: points.unitAt(end),
        place: classes.indexOf(name),
        isSelected: id === board.selected,
        ...(id === board.selected && draft),
      })),
    [ordered, points, classes, board.selected, draft],
  );
  const textOf = ({ start, end }: Stretch): string => text.slice(points.unitAt(start), points.unitAt(end));
  useImperativeHandle(zoom, () => ({ toggleZoom: () => setLarge((large) => !large) }), []);

  /** Marks it, or selects what is marked there already. */
  const mark = (range: Range): void => {
    getSelection()?.removeAllRanges();
    const whole = steps.trimmed(range);
    if (whole === null) return;
    const stretch = { start: points.pointAt(whole.from), end: points.pointAt(whole.to) };
    const [under, ...more] = below(spans, stretch);
    if (under !== undefined && more.length === 0 && under.start <= stretch.start && stretch.end <= under.end)
      act((now) => selecting(now, under.id), spanText(under, ordered.indexOf(under), textOf(under)));
    else if (under !== undefined) say({ text: messages.marks.overlap });
    else if (spans.length >= spansMax) say({ text: messages.marks.tooMany({ n: spansMax }) });
    else {
      const what = `${board.name}, ${shortened(textOf(stretch))}`;
      act((now) => added(now, (id, name) => ({ id, name, ...stretch })), messages.marks.marked({ what }));
    }
  };
  /** The selected mark reaches as far as the range, too. */
  const extend = (span: Span, range: Range): void => {
    getSelection()?.removeAllRanges();
    const whole = steps.trimmed(range);
    if (whole === null) return;
    const start = Math.min(span.start, points.pointAt(whole.from));
    const end = Math.max(span.end, points.pointAt(whole.to));
    if (isFree(spans, { start, end }, span.id)) act((now) => changed(now, { ...span, start, end }));
    else say({ text: messages.marks.overlap });
  };
  const caret = useCaret({
    root,
    text,
    steps,
    onMoved: (range) => act((now) => now, shortened(text.slice(range.from, range.to))),
    onMark: mark,
  });
  /** The selected mark, from where it was dragged to. */
  const reshape = (range: Range): void => {
    setDraft(null);
    const whole = steps.trimmed(range);
    if (selected === undefined || whole === null) return;
    const next = { ...selected, start: points.pointAt(whole.from), end: points.pointAt(whole.to) };
    if (next.start === selected.start && next.end === selected.end) return;
    act((now) => changed(now, next), spanText(next, ordered.indexOf(selected), textOf(next)));
  };
  const handles = useHandles({
    root,
    steps,
    held: shown.find(({ isSelected }) => isSelected) ?? null,
    room: () => {
      const place = shown.findIndex(({ isSelected }) => isSelected);
      return { from: shown[place - 1]?.to ?? 0, to: shown[place + 1]?.from ?? text.length };
    },
    onDraft: setDraft,
    onMoved: reshape,
  });
  const drag = useFinger({ root, steps, onMark: mark, isTaken: handles.isHeld });
  const press = (event: MouseEvent): void => {
    const place = root.current;
    if (place === null || drag.wasDrag() || handles.wasTaken()) return;
    const at = dom.unitAt(place, event.clientX, event.clientY);
    const drawn = event.shiftKey ? null : dom.selectedIn(place);
    if (drawn !== null && !drag.isFinger()) {
      mark(drawn);
      return;
    }
    const word = at === null ? null : steps.wordAt(at);
    const isHit =
      word !== null && dom.isOn(dom.rangeIn(place, word), event.clientX, event.clientY, tapSlackPx);
    if (at !== null) caret.put(at);
    if (!isHit) act((now) => selecting(now, null));
    else if (event.shiftKey && selected !== undefined) extend(selected, word);
    else mark(word);
  };
  const remove = (): void => {
    if (selected === undefined) return;
    const what = spanText(selected, ordered.indexOf(selected), textOf(selected));
    act((now) => selecting(removed(now, selected.id), null), messages.marks.removed({ what }));
  };
  const undo = (): void => act(back, messages.marks.undone);
  const redo = (): void => act(forth, messages.marks.redone);
  const letGo = (): void => {
    if (handles.cancel()) return;
    getSelection()?.removeAllRanges();
    act((now) => selecting(now, null));
  };
  const canUndo = board.steps.past.length > 0;
  const canRedo = board.steps.future.length > 0;
  const isMarkable = caret.selection !== null;
  const markSelected = (): void => {
    if (caret.selection !== null) mark(caret.selection);
  };
  useMarkKeys(
    {
      single: { m: caret.markHere, delete: remove, backspace: remove, escape: letGo },
      undo: canUndo ? undo : undefined,
      redo: canRedo ? redo : undefined,
    },
    shortcutsOn,
  );
  const tool = { variant: 'quiet', shape: 'icon' } as const;
  return (
    <>
      <section
        className="text-frame spans-frame"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is marked by keyboard must take the focus.
        tabIndex={0}
        aria-label={messages.marks.textStage}
        onClick={press}
        onKeyDown={(event) => {
          if (event.defaultPrevented) return;
          if (event.key === 'Delete' || event.key === 'Backspace') remove();
          else if (event.key === 'Escape') letGo();
          else if (!caret.press(event)) return;
          event.preventDefault();
        }}
      >
        <div className="text-column" data-large={isLarge}>
          {media.kind === 'text' && media.cut && <Notice tone="warning">{messages.work.textCut}</Notice>}
          <div ref={root} className="spans-text" translate="no">
            <Written text={text} shown={shown} />
          </div>
          <span ref={caret.element} className="spans-caret" aria-hidden="true" />
          {selected !== undefined && <Handles ref={handles.element} />}
        </div>
      </section>
      <div className="image-tools marks-tools">
        <UndoRedo canUndo={canUndo} canRedo={canRedo} onUndo={undo} onRedo={redo} />
        <Button
          {...tool}
          aria-label={messages.marks.mark}
          aria-disabled={!isMarkable}
          icon={<Highlighter size={20} aria-hidden="true" />}
          // What is selected would be lost with the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={markSelected}
        />
        <Button
          {...tool}
          aria-label={messages.marks.remove}
          aria-disabled={selected === undefined}
          icon={<Trash2 size={20} aria-hidden="true" />}
          onClick={remove}
        />
      </div>
    </>
  );
}
