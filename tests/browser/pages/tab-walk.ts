import type { Page } from 'playwright-core';
import { painted } from '../parts/looks.ts';

const pressesAtOnce = 20;
const pressesMax = 600;

interface Walk {
  readonly problems: string[];
  readonly unreached: Set<Element>;
  isOver: boolean;
}

/**
 * Goes through the page with Tab, from where its content begins: whatever can have the focus gets it, shows that it has it, and is on
 * the screen then; and the keyboard comes out of it. What is wrong, in words.
 */
export async function tabProblems(page: Page, isWhole: boolean): Promise<readonly string[]> {
  await page.keyboard.press('Tab');
  if (!isWhole && (await page.locator('.ui-skip-link:focus').count()) === 1)
    await page.keyboard.press('Enter');
  await page.evaluate(beginWalk);
  await painted(page);
  for (let presses = 0; presses < pressesMax && !(await isOver(page)); presses += pressesAtOnce)
    for (let i = 0; i < pressesAtOnce; i++) await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const { isOver: isOut, problems, unreached } = (globalThis as unknown as { walk: Walk }).walk;
    const left = [...unreached].map((one) => `Tab never comes to ${one.outerHTML.slice(0, 160)}`);
    return [...(isOut ? [] : ['the keyboard does not come out of the page']), ...problems, ...left];
  });
}

const isOver = (page: Page): Promise<boolean> =>
  page.evaluate(() => (globalThis as unknown as { walk: Walk }).walk.isOver);

/** Judges what has the focus whenever Tab is about to take it on. Runs in the page. */
function beginWalk(): void {
  const scope =
    document.querySelector('dialog:modal') ?? (document.activeElement?.closest('main') || document.body);
  const selector = 'a[href], button, input, select, textarea, summary, [tabindex], audio, video, iframe';
  const all = [...scope.querySelectorAll<HTMLElement>(selector)].filter(
    (one) =>
      one.tabIndex >= 0 &&
      !one.matches(':disabled, [inert] *') &&
      one.checkVisibility({ visibilityProperty: true }) &&
      // Of radios in a group Tab comes to one; arrows lead to the others.
      !(one instanceof HTMLInputElement && one.type === 'radio' && !isFirstChoice(one)),
  );
  const started = document.activeElement;
  const startedAt = started instanceof HTMLElement && started !== document.body ? started : null;
  startedAt?.blur();
  const looksOf = new Map(all.map((one) => [one as Element, looks(one)]));
  startedAt?.focus();
  const walk: Walk = { problems: [], unreached: new Set(all), isOver: all.length === 0 };
  (globalThis as unknown as { walk: Walk }).walk = walk;
  let departures = 0;
  let wasIn = false;
  document.addEventListener('keydown', ({ key }) => key === 'Tab' && judge(document.activeElement), true);

  function judge(now: Element | null): void {
    const isOut = now === null || now === document.body || !scope.contains(now);
    // It may begin in the middle: then it comes round once more.
    if (isOut && wasIn) departures++;
    wasIn = !isOut;
    walk.isOver ||= isOut && (walk.unreached.size === 0 || departures > 1);
    if (isOut || walk.isOver) return;
    if (!walk.unreached.delete(now)) return;
    const tell = (what: string): unknown => walk.problems.push(`${what}: ${now.outerHTML.slice(0, 160)}`);
    if (looksOf.get(now) === looks(now)) tell('nothing shows the focus');
    if (!isSeen(now)) tell('the focus is off the screen or covered');
  }

  function isFirstChoice(radio: HTMLInputElement): boolean {
    const group = [...scope.querySelectorAll<HTMLInputElement>('input[type=radio]:enabled')].filter(
      ({ name, form }) => name === radio.name && form === radio.form,
    );
    return radio === (group.find(({ checked }) => checked) ?? group[0]);
  }

  /** What would show that it has the focus, on it or around it. */
  function looks(one: Element): string {
    const around = [one, one.parentElement, one.parentElement?.parentElement, one.closest('label')];
    return around
      .map((element) => {
        if (!element) return '';
        const { outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor } =
          getComputedStyle(element);
        return [outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor].join();
      })
      .join(';');
  }

  function isSeen(one: Element): boolean {
    const shares = [0.5, 0.1, 0.9];
    return [...one.getClientRects()].some(({ left, right, top, bottom }) => {
      const [fromX, toX] = [Math.max(0, left), Math.min(window.innerWidth, right)];
      const [fromY, toY] = [Math.max(0, top), Math.min(window.innerHeight, bottom)];
      if (fromX >= toX || fromY >= toY) return false;
      return shares.some((x) =>
        shares.some((y) => {
          const hit = document.elementFromPoint(fromX + (toX - fromX) * x, fromY + (toY - fromY) * y);
          if (hit === null) return false;
          // A box that is chosen lies below its handles.
          const isHandle = one.matches('[data-box]') && hit.closest('.held') !== null;
          return isHandle || one.contains(hit) || hit.closest('label')?.contains(one) === true;
        }),
      );
    });
  }
}
