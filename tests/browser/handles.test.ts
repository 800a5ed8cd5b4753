import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from '@asg/values/present';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Point, stroke } from './parts/finger.ts';
import { boxesTask, spansTask } from './parts/kind-tasks.ts';
import { startStand } from './parts/stand.ts';
import { contextOf } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const thumbPx = 44;
const text = 'Ada Lovelace met Charles Babbage\nالتقت ليلى مارك في برلين\nthe end of it all';
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  reducedMotion: 'reduce',
  hasTouch: true,
  isMobile: true,
};
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' };

/** Presses, drags and taps, by a finger or the mouse. */
interface Hand {
  readonly tap: (at: Point) => Promise<void>;
  readonly drag: (from: Point, to: Point) => Promise<void>;
}

const fingerOn = (page: Page): Hand => ({
  tap: ({ x, y }) => page.touchscreen.tap(x, y),
  drag: (from, to) =>
    stroke(page, [[from], ...[0.3, 0.6, 1].map((share) => [between(from, to, share)]), [to]]),
});

const mouseOn = (page: Page): Hand => ({
  tap: ({ x, y }) => page.mouse.click(x, y),
  drag: async (from, to) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (const share of [0.3, 0.6, 1]) await page.mouse.move(...pair(between(from, to, share)));
    await page.mouse.up();
  },
});

const pair = ({ x, y }: Point): [number, number] => [x, y];
const between = (from: Point, to: Point, share: number): Point => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

/** The middle of what is written there, and its sides. */
const written = (page: Page, words: string) =>
  page.evaluate((wanted) => {
    const walk = document.createTreeWalker(document.querySelector('.spans-text')!, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { x: (left + right) / 2, y: (top + bottom) / 2, left, right };
    }
    throw new Error(`${wanted} is not there`);
  }, words);

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const middleOf = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });
const areApart = (a: Rect, b: Rect): boolean =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

async function rectsOf(page: Page, selector: string): Promise<readonly Rect[]> {
  const found = await page.locator(selector).all();
  return Promise.all(found.map(async (one) => present(await one.boundingBox(), selector)));
}

/** So many, large enough, in sight in the frame, and none over another. */
async function assertHeld(
  page: Page,
  frame: string,
  handle: string,
  count: number,
  leastPx: number,
): Promise<void> {
  const rects = await rectsOf(page, handle);
  assert.equal(rects.length, count);
  const { x, y, width, height } = present((await rectsOf(page, frame))[0], frame);
  for (const [i, rect] of rects.entries()) {
    const said = JSON.stringify(rect);
    assert.ok(rect.width >= leastPx && rect.height >= leastPx, `a handle of ${said}`);
    const isAcross = rect.x >= x - 1 && rect.x + rect.width <= x + width + 1;
    assert.ok(isAcross && rect.y >= y - 1 && rect.y + rect.height <= y + height + 1, `out of sight: ${said}`);
    for (const other of rects.slice(0, i)) assert.ok(areApart(rect, other), 'handles cover each other');
  }
}

async function dragSpans(page: Page, { tap, drag }: Hand, leastPx: number): Promise<void> {
  const chosen = (place: number, what: string): Promise<void> =>
    page
      .locator('.mark-choose[aria-expanded=true] .mark-said')
      // What is written from right to left stands between signs that keep it together.
      .getByText(new RegExp(`^${place}: PERSON, \\u2068?${what}\\u2069?$`))
      .waitFor();
  /** By what is seen of the handle: the boundary comes along as far as it is drawn. */
  const pull = async (
    side: 'start' | 'end',
    to: { readonly x: number; readonly y: number },
  ): Promise<void> => {
    await assertHeld(page, '.spans-frame', '.span-handle', 2, leastPx);
    const stem = await page.locator(`.span-handle[data-side=${side}] i`).boundingBox();
    const from = middleOf(present(stem, 'a handle'));
    const line = await page
      .locator('.span[data-selected=true]')
      .first()
      .evaluate((mark) => mark.getClientRects()[0]!.toJSON() as Rect);
    await drag(from, { x: to.x, y: from.y + to.y - middleOf(line).y });
  };
  await tap(await written(page, 'Lovelace'));
  await chosen(1, 'Lovelace');
  await pull('start', { ...(await written(page, 'Ada')), x: (await written(page, 'Ada')).left });
  await chosen(1, 'Ada Lovelace');
  await pull('end', { ...(await written(page, 'Babbage')), x: (await written(page, 'Babbage')).right });
  await chosen(1, 'Ada Lovelace met Charles Babbage');
  await pull('end', {
    ...(await written(page, 'Ada Lovelace')),
    x: (await written(page, 'Ada Lovelace')).right,
  });
  await chosen(1, 'Ada Lovelace');
  // Not past its other end: one letter stays.
  await pull('start', { ...(await written(page, ' met')), x: (await written(page, ' met')).right });
  await chosen(1, 'e');
  await page.getByRole('button', { name: 'Undo the last change' }).click();
  await chosen(1, 'Ada Lovelace');
  // From right to left the first letter is at the right.
  await tap(await written(page, 'مارك'));
  await chosen(2, 'مارك');
  await pull('start', { ...(await written(page, 'ليلى')), x: (await written(page, 'ليلى')).right });
  await chosen(2, 'ليلى مارك');
  await pull('end', { ...(await written(page, 'برلين')), x: (await written(page, 'برلين')).left });
  await chosen(2, 'ليلى مارك في برلين');
  // Nor into the mark before.
  await pull('start', { ...(await written(page, 'Ada')), x: (await written(page, 'Ada')).left });
  await chosen(2, 'met Charles Babbage التقت ليلى مارك في برلين');
}

async function dragTinyBoxes(page: Page, { tap, drag }: Hand, leastPx: number): Promise<void> {
  const chosen = page.locator('.mark-choose[aria-expanded=true]');
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await page.locator('.boxes-frame img').waitFor();
  await page.locator('.boxes-frame').focus();
  await page.keyboard.press('b');
  const [right, bottom] = await page
    .locator('.boxes-frame img')
    .evaluate((img) => [
      (img as HTMLImageElement).naturalWidth - 2,
      (img as HTMLImageElement).naturalHeight - 2,
    ]);
  for (const [left, top] of [
    [0, 0],
    [right, bottom],
    [30, bottom],
  ] as const) {
    await chosen.waitFor();
    await field('Left').fill(String(left));
    await field('Top').fill(String(top));
    await field('Width').fill('2');
    await field('Height').fill('2');
    await field('Top').blur();
    await assertHeld(page, '.boxes-frame', '.held-handle', 8, leastPx);
    const [body] = await rectsOf(page, '.held-body');
    const middle = middleOf(present(body, 'what it is moved by'));
    const values = async () => [
      Number(await field('Left').inputValue()),
      Number(await field('Top').inputValue()),
    ];
    const before = await values();
    const way = left === 0 ? 1 : -1;
    await drag(middle, { x: middle.x + way * 30, y: middle.y + (top === 0 ? 30 : -30) });
    const after = await values();
    assert.ok(
      after.every((value, i) => value !== before[i]),
      `moved from ${before.join()} to ${after.join()}`,
    );
    assert.equal(await field('Width').inputValue(), '2', 'moved, and no larger');
    const corner = middleOf(
      present((await rectsOf(page, '.held-handle[data-x="1"][data-y="1"]'))[0], 'a corner'),
    );
    await drag(corner, { x: corner.x - 20, y: corner.y - 20 });
    assert.notEqual(await field('Width').inputValue(), '2', 'larger by its corner');
  }
  // Beside all that is marked a tap lets go.
  const [frame] = await rectsOf(page, '.boxes-frame');
  const { x, y } = present(frame, 'the frame');
  await tap({ x: x + 40, y: y + 8 });
  await page.locator('.held').waitFor({ state: 'detached' });
}

test('a mark is stretched by its two handles and a tiny box by its eight, by finger and by mouse', async () => {
  await using stand = await startStand();
  await stand.customer.tasks.submitBatch([
    spansTask(text, ['PERSON', 'PLACE']),
    boxesTask(stand.host, 0, ['sun']),
  ]);
  for (const [name, options, handOf, leastPx] of [
    ['Kim', phone, fingerOn, thumbPx],
    ['Lee', desk, mouseOn, 24],
  ] as const) {
    const context = await contextOf(stand.browser, options);
    const page = await context.newPage();
    await signUp(page, stand.refinery.url, name);
    await page.locator('.spans-text').waitFor();
    await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
    await dragSpans(page, handOf(page), leastPx);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.locator('.boxes-frame').waitFor();
    await dragTinyBoxes(page, handOf(page), leastPx);
    await context.close();
  }
});
