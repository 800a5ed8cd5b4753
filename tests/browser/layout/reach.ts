/** What is wrong with the item on the screen, for who scrolls through it from its head to its end. Runs in the page. */
export async function problemsOnScreen(options: readonly string[]): Promise<readonly string[]> {
  const problems = new Set<string>();
  const page = document.documentElement;
  const all = <E extends Element>(selector: string): E[] => [...document.querySelectorAll<E>(selector)];
  const one = (selector: string): HTMLElement => {
    const [found] = all<HTMLElement>(selector);
    if (found === undefined) throw new Error(`no ${selector}`);
    return found;
  };
  const frames = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const isHit = (element: Element, x: number, y: number): boolean => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && element.contains(hit);
  };
  const isShown = (element: Element): boolean => element.getClientRects().length > 0;
  const brief = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent?.slice(0, 24)}`;

  const scroll = one('.options-scroll');
  const foot = one('.panel-foot');
  const submit = one('.panel-foot button[type=submit]');
  const labels = all('.option');
  const toTop = (): void => {
    window.scrollTo(0, 0);
    scroll.scrollTo(0, 0);
  };

  toTop();
  await frames();
  const told = (): string | null => {
    const edge = foot.getBoundingClientRect().top + 6;
    const below = labels.filter((label) => label.getBoundingClientRect().bottom > edge).length;
    const says = document.querySelector('.more-below')?.textContent ?? '';
    return below === 0 || says.includes(String(below))
      ? null
      : `${below} options are below, and it says “${says}”`;
  };
  // It is measured when something has moved, and is itself something that moves.
  for (let tries = 0; told() !== null && tries < 20; tries++) await frames();
  problems.add(told() ?? '');
  problems.delete('');

  // A folded question says so, and unfolds.
  const fold = document.querySelector<HTMLElement>('.options-scroll button[aria-expanded]');
  const question = one('.question');
  const isCut = question.scrollHeight > question.clientHeight + 1;
  if (isCut && fold === null) problems.add('a question is cut without a word');
  if (fold !== null && question.dataset.folded === 'true') fold.click();
  await frames();

  const values = all<HTMLInputElement>('.option input').map(({ value }) => value);
  if (JSON.stringify(values) !== JSON.stringify(options)) problems.add('other options than were asked for');

  if (page.scrollWidth > window.innerWidth) problems.add(`the page is ${page.scrollWidth} px wide`);
  for (const element of all('.shell *')) {
    if (
      !isShown(element) ||
      element.closest('.image-frame, .boxes-frame, .text-frame, .ui-visually-hidden') !== null
    )
      continue;
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 1 && (left < -1 || right > window.innerWidth + 1))
      problems.add(`beyond the side of the screen, ${left} to ${right}: ${brief(element)}`);
  }
  if (scroll.scrollWidth > scroll.clientWidth + 1) problems.add('the options are cut at the side');

  // Every line of text is inside of what it belongs to.
  const linesOf = (element: Element): readonly DOMRect[] => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const lines: DOMRect[] = [];
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      if (text.parentElement?.closest('.ui-visually-hidden') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      lines.push(...range.getClientRects());
    }
    return lines.filter(({ width }) => width > 0);
  };
  for (const element of [question, ...all('.option-text'), ...all('.shell .ui-button, .more-below')]) {
    if (!isShown(element) || element.closest('.ui-visually-hidden') !== null) continue;
    const box = (element.closest('.option') ?? element).getBoundingClientRect();
    for (const line of linesOf(element))
      if (line.left < box.left - 2 || line.right > box.right + 2 || line.bottom > box.bottom + 8)
        problems.add(`text beyond its box: ${brief(element)}`);
  }

  // From the head to the end, by less than is seen at once.
  const leftLabels = new Set(labels);
  const { top: headTop } = question.getBoundingClientRect();
  const leftLines = new Set(
    linesOf(question).map(({ left, width, top: lineTop, height }) => ({
      x: left + width / 2,
      from: lineTop - headTop,
      height,
    })),
  );
  const nowSeen = (): void => {
    const submitBox = submit.getBoundingClientRect();
    const [middleX, middleY] = [submitBox.x + submitBox.width / 2, submitBox.y + submitBox.height / 2];
    if (!isHit(submit, middleX, middleY)) problems.add('Submit is covered, or out of sight');
    const box = scroll.getBoundingClientRect();
    const isOwn = getComputedStyle(scroll).overflowY === 'auto';
    const top = Math.max(0, isOwn ? box.top : 0);
    const bottom = Math.min(window.innerHeight, foot.getBoundingClientRect().top, isOwn ? box.bottom : 1e9);
    for (const label of leftLabels) {
      const { left, right, height, ...at } = label.getBoundingClientRect().toJSON() as DOMRect;
      const [from, to] = [Math.max(at.top, top), Math.min(at.bottom, bottom)];
      if (to - from < Math.min(height, 40)) continue;
      const y = (from + to) / 2;
      if ([left + 12, (left + right) / 2, right - 12].every((x) => isHit(label, x, y)))
        leftLabels.delete(label);
    }
    const { top: head } = question.getBoundingClientRect();
    for (const line of leftLines) {
      const y = head + line.from + line.height / 2;
      if (head + line.from < top || head + line.from + line.height > bottom) continue;
      if (isHit(question, line.x, y)) leftLines.delete(line);
    }
  };
  toTop();
  for (;;) {
    nowSeen();
    const before = [window.scrollY, scroll.scrollTop];
    scroll.scrollBy(0, scroll.clientHeight * 0.6);
    if (scroll.scrollTop === before[1])
      window.scrollBy(0, Math.max(40, Math.min(window.innerHeight, foot.getBoundingClientRect().top) * 0.6));
    if (window.scrollY === before[0] && scroll.scrollTop === before[1]) break;
  }
  for (const label of leftLabels) problems.add(`cannot be hit: ${brief(label)}`);
  if (leftLines.size > 0) problems.add(`${leftLines.size} lines of the question are never seen`);

  for (const control of all('.shell a, .shell button, .image-frame, .boxes-frame, .text-frame')) {
    if (
      !isShown(control) ||
      control.closest('[inert], .boxes-layer, .ui-visually-hidden, .ui-skip-link') !== null
    )
      continue;
    const isHitAt = (block: ScrollLogicalPosition): boolean => {
      control.scrollIntoView({ block, behavior: 'instant' });
      const { left, top, width, height } = control.getBoundingClientRect();
      return [0.5, 0.1, 0.9].some((share) => isHit(control, left + width / 2, top + height * share));
    };
    if (!isHitAt('center') && !isHitAt('start') && !isHitAt('end'))
      problems.add(`covered: ${brief(control)}`);
  }
  toTop();
  return [...problems].slice(0, 8);
}
