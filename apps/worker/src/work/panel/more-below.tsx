import { ArrowDown, ArrowUp } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { messages } from '../../i18n/index.ts';

/** Parts of pixels, and the ring of the focus. */
const slackPx = 6;
/** Of what is in sight: a line of the old stays when a press goes on. */
const pageShare = 0.8;

/** What sticks to an edge finds its place some frames after what moved it, and no event says so. */
const framesToRest = 8;

interface MoreBelowProps {
  /** Another item has other options. */
  readonly itemKey: string;
  /** What scrolls, where there is room for it beside the item; else the page does. */
  readonly scroll: RefObject<HTMLElement | null>;
  /** What stays in sight below it. */
  readonly foot: RefObject<HTMLElement | null>;
}

/** Options that are not seen whole, and whether there is anything to scroll; null: all is in sight. */
type Hidden = number | null;

/**
 * Says how many options are below the edge, and goes on to them; from the last one, back to the question. For the eye and the
 * pointer alone: the keyboard goes through the options, a screen reader knows how many there are.
 */
export function MoreBelow({ itemKey, scroll, foot }: MoreBelowProps) {
  const [hidden, setHidden] = useState<Hidden>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the options of each item are watched anew.
  useEffect(() => watchHidden(scroll.current, foot.current, setHidden), [itemKey, scroll, foot]);
  if (hidden === null) return null;
  const goOn = (): void => {
    const { top, height } = scrolledBy(scroll.current);
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    const by = { top: hidden > 0 ? height * pageShare : -top, behavior } as const;
    scroll.current?.scrollBy(by);
    window.scrollBy(by);
  };
  return (
    <button
      type="button"
      className="more-below"
      tabIndex={-1}
      aria-hidden="true"
      // The focus stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={goOn}
    >
      {hidden > 0 ? <ArrowDown size={16} /> : <ArrowUp size={16} />}
      {hidden > 0 ? messages.work.below({ n: hidden }) : messages.work.toQuestion}
    </button>
  );
}

/** How far was scrolled, and how much of it is seen at once, px. */
function scrolledBy(scroll: HTMLElement | null): { readonly top: number; readonly height: number } {
  const page = document.documentElement;
  const moving = scroll !== null && scroll.scrollHeight > scroll.clientHeight ? scroll : page;
  return { top: Math.max(moving.scrollTop, page.scrollTop), height: moving.clientHeight };
}

function watchHidden(
  scroll: HTMLElement | null,
  foot: HTMLElement | null,
  tell: (hidden: Hidden) => void,
): () => void {
  const end = new AbortController();
  if (scroll === null || foot === null) return () => {};
  const options = [...scroll.querySelectorAll('.option')];
  const work = scroll.closest<HTMLElement>('.work') ?? scroll;
  const look = (): void => {
    // The height of what stays in sight, for what the focus is scrolled to.
    work.style.setProperty('--panel-foot', `${foot.offsetHeight}px`);
    const edge = foot.getBoundingClientRect().top + slackPx;
    const page = document.documentElement;
    const isScrolling =
      scroll.scrollHeight > scroll.clientHeight + slackPx || page.scrollHeight > page.clientHeight + slackPx;
    const isBelow = (option: Element): boolean => option.getBoundingClientRect().bottom > edge;
    tell(isScrolling ? options.filter(isBelow).length : null);
  };
  let frame = 0;
  let framesLeft = 0;
  const lookOn = (): void => {
    look();
    if (--framesLeft > 0) frame = requestAnimationFrame(lookOn);
  };
  const soon = (): void => {
    framesLeft = framesToRest;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(lookOn);
  };
  const sizes = new ResizeObserver(soon);
  // Where the page scrolls, what stands above the options moves them.
  const above = work === scroll ? [] : work.children;
  for (const element of [scroll, foot, ...scroll.children, ...above]) sizes.observe(element);
  // Scrolling does not bubble, but is seen on its way down.
  document.addEventListener('scroll', soon, { capture: true, passive: true, signal: end.signal });
  window.addEventListener('resize', soon, { signal: end.signal });
  soon();
  return () => {
    end.abort();
    sizes.disconnect();
    cancelAnimationFrame(frame);
  };
}
