import type { Markable } from './strange.ts';

/** What is wrong on the screen with an item of which something is marked and chosen. Runs in the page. */
export async function problemsWithMarks({ frame: selector }: Markable): Promise<readonly string[]> {
  const problems = new Set<string>();
  const thumbPx = matchMedia('(pointer: coarse)').matches ? 44 : 24;
  const all = (which: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(which)];
  const frames = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const brief = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className} ${element.getAttribute('aria-label')?.slice(0, 24) ?? ''}`;
  const [frame] = all(selector);
  const [foot] = all('.panel-foot');
  if (frame === undefined || foot === undefined) return ['nothing to mark on'];

  // What a thumb presses is as large as one.
  const controls = all('.marks-tools button, .marking button, .marking input, .marking select, .option');
  for (const control of controls) {
    // An option is hit with its text.
    const { width, height } = (control.closest('.option') ?? control).getBoundingClientRect();
    if (height < thumbPx - 0.5 || width < thumbPx - 0.5)
      problems.add(`too small for a thumb, ${Math.round(width)} by ${Math.round(height)}: ${brief(control)}`);
  }
  for (const row of all('.marks li, .classes-all, .mark-fields, .marks-tools'))
    if (row.scrollWidth > row.clientWidth + 1) problems.add(`cut at the side: ${brief(row)}`);
  if (frame.scrollWidth > frame.clientWidth + 1 && selector === '.spans-frame')
    problems.add(`the text is ${frame.scrollWidth} px wide in ${frame.clientWidth}`);
  // Each handle is on the screen at some place to which the page and the text scroll, and none covers another.
  const handles = all('.held-handle, .span-handle, .held-body').filter(
    (one) => one.getClientRects().length > 0,
  );
  if (handles.length === 0) problems.add('what is chosen has no handles');
  const rects = handles.map((handle) => handle.getBoundingClientRect());
  for (const [i, { left, right, top, bottom, width, height }] of rects.entries()) {
    const handle = handles[i]!;
    if (handle.className !== 'held-body' && (width < thumbPx - 0.1 || height < thumbPx - 0.1))
      problems.add(`a handle of ${width} by ${height}`);
    const covers = rects.some(
      (other, j) =>
        j < i &&
        handle.className !== 'held-body' &&
        handles[j]!.className !== 'held-body' &&
        left < other.right - 0.5 &&
        other.left < right - 0.5 &&
        top < other.bottom - 0.5 &&
        other.top < bottom - 0.5,
    );
    if (covers) problems.add('handles cover each other');
  }
  for (const handle of handles) {
    const place = (): DOMRect => handle.getBoundingClientRect();
    const middle = (): number => (place().top + place().bottom) / 2;
    const inside = frame.getBoundingClientRect();
    if (selector === '.spans-frame')
      frame.scrollBy({ top: middle() - (inside.top + inside.bottom) / 2, behavior: 'instant' });
    const below = foot.getBoundingClientRect();
    // Beside the item it covers nothing.
    const isBelow = below.left < inside.right && inside.left < below.right;
    const edge = isBelow ? below.top : window.innerHeight;
    window.scrollBy({ top: middle() - edge / 2, behavior: 'instant' });
    await frames();
    const { left, right } = place();
    const sides = frame.getBoundingClientRect();
    const isIn =
      left >= sides.left - 1 && right <= sides.right + 1 && middle() > sides.top && middle() < sides.bottom;
    const hit = document.elementFromPoint((left + right) / 2, middle());
    const isHit = selector === '.spans-frame' ? hit !== null && frame.contains(hit) : hit === handle;
    const found = {
      data: Object.entries(handle.dataset),
      isIn,
      hit: hit?.className,
      at: place(),
      frame: sides,
    };
    if (!isIn || !isHit)
      problems.add(`a handle that cannot be hit: ${handle.className} ${JSON.stringify(found)}`);
  }
  window.scrollTo(0, 0);
  return [...problems].slice(0, 8);
}
