import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from '@asg/values/present';
import type { Page } from 'playwright-core';
import { type Point, stroke } from './parts/finger.ts';
import { boxesTask } from './parts/kind-tasks.ts';
import { violationsOn } from './parts/looks.ts';
import { arrivedOf, sentBy } from './parts/sent.ts';
import { type Stand, startStand } from './parts/stand.ts';
import { contextOf, visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const boxes = 50;
const boxClasses = ['cloud', 'hill', 'sun'];
const phone = {
  viewport: { width: 390, height: 844 },
  reducedMotion: 'reduce',
  hasTouch: true,
  isMobile: true,
} as const;

interface Box {
  readonly class: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Boxes {
  readonly boxes: readonly Box[];
}

/** The server keeps boxes in an order of its own. */
const inOrder = (value: unknown): readonly Box[] =>
  (value as Boxes).boxes.toSorted(
    (a, b) => a.left - b.left || a.top - b.top || a.width - b.width || a.height - b.height,
  );

async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

const rows = (page: Page): Promise<readonly string[]> => page.locator('.mark-said').allTextContents();
const announced = (page: Page, text: RegExp): Promise<void> =>
  page.locator('.marking [role=status]').getByText(text).waitFor({ state: 'attached' });

async function readyToDraw(page: Page): Promise<void> {
  await page.locator('.boxes-frame img').waitFor();
  await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
}

/** What left the page once the item is behind, which is what the server has. */
async function boxesSent(
  page: Page,
  stand: Stand,
  sent: readonly { readonly value?: unknown }[],
): Promise<readonly Box[]> {
  await page.locator('.boxes-frame').waitFor({ state: 'detached' });
  const arrived = await arrivedOf(page, stand);
  const { value } = present(sent[0], 'a label');
  assert.deepEqual(inOrder(arrived), inOrder(value));
  return (value as Boxes).boxes;
}

function assertDrawn(drawn: readonly Box[], count: number): void {
  assert.equal(drawn.length, count);
  assert.equal(new Set(drawn.map((box) => JSON.stringify(box))).size, count, 'no two are the same');
  for (const { left, top, width, height } of drawn) {
    assert.ok([left, top, width, height].every(Number.isInteger));
    assert.ok(left >= 0 && top >= 0 && width > 0 && height > 0);
  }
}

const drag = (page: Page, from: Point, to: Point): Promise<void> =>
  stroke(page, [[from], [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }], [to]]);

async function middleOf(page: Page, selector: string): Promise<Point> {
  const { x, y, width, height } = present(await page.locator(selector).first().boundingBox(), selector);
  return { x: x + width / 2, y: y + height / 2 };
}

async function byKeys(page: Page, stand: Stand): Promise<void> {
  const sent = sentBy(page);
  await signUp(page, stand.refinery.url, 'Kim');
  await readyToDraw(page);
  await press(page, 'Enter');
  await page.getByText('Draw a box, or choose').waitFor();
  for (let i = 0; i < boxes; i++) {
    await press(page, 'b');
    await press(page, String(1 + (i % 3)));
    await press(page, i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft', i % 10);
    await press(page, 'ArrowUp', Math.floor(i / 10));
    await press(page, 'Shift+ArrowLeft', 2);
  }
  assert.equal((await rows(page)).length, boxes);
  const before = await rows(page);
  await press(page, 'Control+ArrowDown');
  assert.notDeepEqual(await rows(page), before, 'one pixel with Control');
  await press(page, 'Control+z');
  assert.deepEqual(await rows(page), before);
  await press(page, 'Control+Shift+z');
  await press(page, 'Delete');
  await announced(page, /^Deleted: 50: /);
  assert.equal((await rows(page)).length, boxes - 1);
  await press(page, 'Control+z');
  assert.equal((await rows(page)).length, boxes);
  const chosen = page.locator('.box[aria-pressed=true]');
  await page.locator('.box').first().focus();
  await press(page, 'Tab', 2);
  assert.match((await chosen.getAttribute('aria-label')) ?? '', /^3: sun, /, 'Tab goes from box to box');
  // The list does all that without the picture.
  await page.locator('.mark-choose').first().press('Enter');
  await page.getByLabel('Left', { exact: true }).fill('7');
  await page.getByLabel('Width', { exact: true }).fill('31');
  await page.locator('.mark-class select').selectOption('sun');
  await page
    .locator('.mark-choose[aria-expanded=true]')
    .getByText(/^1: sun, left 7, top \d+, 31 by /)
    .waitFor();
  assert.deepEqual(await violationsOn(page), []);
  await page.locator('.boxes-frame').focus();
  await press(page, 'Escape');
  assert.equal(await chosen.count(), 0);
  await press(page, 'Enter');
  const drawn = await boxesSent(page, stand, sent);
  assertDrawn(drawn, boxes);
  assert.ok(drawn.some((box) => box.left === 7 && box.width === 31 && box.class === 'sun'));
  assert.deepEqual([...new Set(drawn.map((box) => box.class))].sort(), boxClasses);
}

async function byFinger(page: Page, stand: Stand): Promise<void> {
  const sent = sentBy(page);
  await signUp(page, stand.refinery.url, 'Lee');
  await readyToDraw(page);
  const { x, y, width, height } = present(await page.locator('.boxes-picture').boundingBox(), 'the picture');
  const cell = { x: width / 10, y: height / 5 };
  for (let i = 0; i < boxes; i++) {
    const from = { x: x + (i % 10) * cell.x + 2, y: y + Math.floor(i / 10) * cell.y + 2 };
    await drag(page, from, { x: from.x + cell.x - 6, y: from.y + cell.y - 6 });
  }
  assert.equal(await page.locator('.box').count(), boxes);
  await page.touchscreen.tap(x + cell.x / 2, y + cell.y / 2);
  const label = (): Promise<string | null> =>
    page.locator('.box[aria-pressed=true]').getAttribute('aria-label');
  const first = await label();
  for (const handle of await page.locator('.held-handle').all()) {
    const size = present(await handle.boundingBox(), 'a handle');
    assert.ok(size.width >= 44 && size.height >= 44, 'a thumb hits it');
  }
  const corner = await middleOf(page, '.held-handle[data-x="1"][data-y="1"]');
  await drag(page, corner, { x: corner.x + 40, y: corner.y + 30 });
  const larger = await label();
  assert.notEqual(larger, first);
  const body = await middleOf(page, '.held-body');
  await drag(page, body, { x: body.x + 30, y: body.y + 20 });
  assert.notEqual(await label(), larger);
  const tool = (name: string): Promise<void> => page.getByRole('button', { name }).tap();
  await tool('Undo the last change');
  await page.locator(`.box[aria-pressed=true][aria-label="${larger}"]`).waitFor();
  const last = page.locator('.box').nth(boxes - 1);
  await tool('Delete what is chosen');
  await last.waitFor({ state: 'detached' });
  await tool('Undo the last change');
  await last.waitFor();
  const at = await middleOf(page, '.boxes-frame');
  const apart = (px: number): readonly Point[] => [
    { x: at.x - px, y: at.y },
    { x: at.x + px, y: at.y },
  ];
  await stroke(page, [apart(20), apart(40), apart(60)]);
  const zoomed = present(await page.locator('.boxes-picture').boundingBox(), 'the picture');
  assert.ok(zoomed.width > width * 2, 'two fingers zoom');
  assert.equal(await page.locator('.box').count(), boxes, 'and draw nothing');
  await page.getByRole('button', { name: 'Submit' }).tap();
  assertDrawn(await boxesSent(page, stand, sent), boxes);
}

test('fifty boxes are drawn by keyboard alone, and by finger', async () => {
  await using stand = await startStand();
  await stand.customer.tasks.submitBatch([boxesTask(stand.host, 0, boxClasses)]);
  const { context, page, complaints } = await visit(stand);
  await byKeys(page, stand);
  assert.deepEqual(complaints, []);
  await context.close();
  const hand = await contextOf(stand.browser, phone);
  await byFinger(await hand.newPage(), stand);
  await hand.close();
});
