import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '@asg/values/present';
import type { BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { tabProblems } from '../pages/tab-walk.ts';
import { type Stand, startStand } from '../parts/stand.ts';
import { contextOf } from '../parts/visit.ts';
import { signUp } from '../parts/visitor.ts';
import { problemsWithMarks } from './marks.ts';
import { problemsOnScreen } from './reach.ts';
import { type Markable, type Screen, type StrangeTask, screens, strangeTasks } from './strange.ts';

/** Each item on so many screens, with a mouse and with fingers. `LAYOUT_ITEMS` and `LAYOUT_SEED` ask for more, or others. */
const items = Number(process.env.LAYOUT_ITEMS ?? 28);
const seed = Number(process.env.LAYOUT_SEED ?? 21);
const screensEach = 5;
const batchTasks = 100;
/** Every so many items are scrolled through with a wheel or a finger. */
const byHandEvery = 4;
const pointers: Readonly<Record<'mouse' | 'touch', BrowserContextOptions>> = {
  mouse: { reducedMotion: 'reduce' },
  touch: { reducedMotion: 'reduce', hasTouch: true, isMobile: true },
};

async function show(page: Page, session: CDPSession, { width, height, letterPx }: Screen): Promise<void> {
  await session.send('Page.setFontSizes', { fontSizes: { standard: letterPx, fixed: letterPx } });
  await page.setViewportSize({ width, height });
  // A phone that is turned keeps what it had zoomed to.
  await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 });
}

/** Where an option or Submit can be hit now, or null: elsewhere. */
function placeOf(page: Page, selector: string, index: number): Promise<{ x: number; y: number } | null> {
  return page.evaluate(
    async ([which, nth]) => {
      const element = document.querySelectorAll(which)[nth];
      if (element === undefined) throw new Error(`no ${which}`);
      // A press while it moves only stops it.
      for (let was = Number.NaN; was !== element.getBoundingClientRect().top; ) {
        was = element.getBoundingClientRect().top;
        for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      const { left, top, right, bottom } = element.getBoundingClientRect();
      for (let y = Math.max(2, top + 4); y < Math.min(bottom, window.innerHeight); y += 8) {
        const x = (left + right) / 2;
        const hit = document.elementFromPoint(x, y);
        if (hit !== null && element.contains(hit)) return { x, y };
      }
      return null;
    },
    [selector, index] as const,
  );
}

/** A finger that moves, and is still before it leaves. */
async function swipe(session: CDPSession, x: number, fromY: number, toY: number): Promise<void> {
  const steps = 6;
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y: fromY }] });
  for (let step = 1; step <= steps; step++) {
    const y = fromY + ((toY - fromY) * step) / steps;
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y }] });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** Until what this scrolls stands still: a press before would be at another place. Without a move in so many frames nothing scrolls. */
async function scrolledBy(page: Page, act: () => Promise<void>): Promise<void> {
  const framesMax = 12;
  const still = page.evaluate(
    (frames) =>
      new Promise<void>((resolve) => {
        const end = new AbortController();
        const { signal } = end;
        let left = frames;
        const done = (): void => {
          end.abort();
          resolve();
        };
        const tick = (): void => {
          if (--left === 0) done();
          else if (!signal.aborted) requestAnimationFrame(tick);
        };
        document.addEventListener('scroll', () => (left = frames), { capture: true, signal });
        document.addEventListener('scrollend', done, { capture: true, signal });
        requestAnimationFrame(tick);
      }),
    framesMax,
  );
  await act();
  await still;
}

/** Scrolls with the wheel or a finger until the element is there, and presses it. */
async function pressByHand(
  page: Page,
  session: CDPSession,
  pointer: 'mouse' | 'touch',
  selector: string,
  index: number,
): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const place = await placeOf(page, selector, index);
    if (place !== null) {
      if (pointer === 'touch') await page.touchscreen.tap(place.x, place.y);
      else await page.mouse.click(place.x, place.y);
      return;
    }
    const { x, y, by } = await page.evaluate(
      ([which, nth]) => {
        const { left, top, width, bottom } = document
          .querySelector('.options-scroll')!
          .getBoundingClientRect();
        const edge = Math.min(bottom, document.querySelector('.panel-foot')!.getBoundingClientRect().top);
        const from = Math.max(0, top);
        const wanted = document.querySelectorAll(which)[nth]!.getBoundingClientRect();
        const way = wanted.top < from ? -1 : 1;
        return edge - from > 40
          ? { x: left + width / 2, y: (edge + from) / 2, by: (edge - from) * 0.6 * way }
          : { x: left + width / 2, y: 10, by: 80 * way };
      },
      [selector, index] as const,
    );
    if (pointer === 'mouse') await page.mouse.move(x, y);
    await scrolledBy(page, () =>
      pointer === 'mouse' ? page.mouse.wheel(0, by) : swipe(session, x, y + by / 2, y - by / 2),
    );
  }
  assert.fail(`${selector} ${index} is not found by scrolling`);
}

/** Something is marked and chosen, so that its handles and its row are there. */
async function mark(page: Page, { frame, key }: Markable): Promise<void> {
  await page.locator(frame).focus();
  await page.keyboard.press(key);
  await page.locator('.mark-choose[aria-expanded=true]').waitFor();
}

/** What passes by itself is no part of the item. */
const showToasts = (page: Page, areShown: boolean): Promise<void> =>
  page.locator('.ui-toasts').evaluateAll(
    (all, display) => {
      for (const one of all) if (one instanceof HTMLElement) one.style.display = display;
    },
    areShown ? '' : 'none',
  );

async function run(
  stand: Stand,
  pointer: 'mouse' | 'touch',
  tasks: readonly StrangeTask[],
  found: unknown[],
): Promise<number> {
  const context = await contextOf(stand.browser, pointers[pointer]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await signUp(page, stand.refinery.url, `Kim-${pointer}`);
  const all = screens(items * screensEach, seed + (pointer === 'touch' ? 1 : 0));
  let cases = 0;
  for (let item = 0; item < items; item++) {
    await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
    const { question, values } = await page.evaluate(() => ({
      question: document.querySelector('.question')?.textContent ?? '',
      values: [...document.querySelectorAll<HTMLInputElement>('.option input')].map(({ value }) => value),
    }));
    const asked = tasks.find(
      (one) => one.task.label_spec.question === question && one.values.join() === values.join(),
    );
    assert.ok(asked !== undefined, 'the question as it was asked');
    if (asked.marks !== undefined) await mark(page, asked.marks);
    for (const screen of all.slice(item * screensEach, (item + 1) * screensEach)) {
      await show(page, session, screen);
      const problems = [...(await page.evaluate(problemsOnScreen, asked.values))];
      if (asked.marks !== undefined) problems.push(...(await page.evaluate(problemsWithMarks, asked.marks)));
      const about = { item, type: asked.task.type, chars: question.length, answers: values.length };
      if (problems.length > 0) found.push({ pointer, screen, problems, ...about });
      cases++;
    }
    if (asked.marks !== undefined && pointer === 'mouse') {
      await showToasts(page, false);
      const problems = await tabProblems(page, true);
      await showToasts(page, true);
      if (problems.length > 0)
        found.push({ problems, type: asked.task.type, screen: all[(item + 1) * screensEach - 1] });
    }
    if (item % byHandEvery === 0) await show(page, session, { ...at(all, item * screensEach), letterPx: 16 });
    const place = (item * 7) % values.length;
    const chosen = page.locator('.option input').nth(place);
    if (item % byHandEvery !== 0)
      await chosen.evaluate((input) => input.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await pressByHand(page, session, pointer, '.option', place);
    await chosen.and(page.locator(':checked')).waitFor({ state: 'attached' });
    await pressByHand(page, session, pointer, '.panel-foot button[type=submit]', 0);
    // The first class is chosen at the beginning, too: it tells nothing of which item this is.
    await page.getByText(new RegExp(`^Item ${item + 1}: `)).waitFor({ state: 'detached' });
  }
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();
  await context.close();
  return cases;
}

test('whatever the contract allows to ask, every option and Submit can be hit on every screen, by mouse and by finger, and nothing is cut', async (t) => {
  await using stand = await startStand();
  const tasks = strangeTasks(items, seed, stand.host);
  for (let i = 0; i < tasks.length; i += batchTasks)
    await stand.customer.tasks.submitBatch(tasks.slice(i, i + batchTasks).map(({ task }) => task));
  const found: unknown[] = [];
  const cases = [await run(stand, 'touch', tasks, found), await run(stand, 'mouse', tasks, found)];
  assert.deepEqual({ seed, found: found.slice(0, 5) }, { seed, found: [] });
  t.diagnostic(`${cases.join(' + ')} cases: ${items} items on ${screensEach} screens each, seed ${seed}`);
});
