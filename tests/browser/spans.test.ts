import assert from 'node:assert/strict';
import { test } from 'node:test';
import { present } from '@asg/values/present';
import type { Page } from 'playwright-core';
import { type Point, stroke } from './parts/finger.ts';
import { spansTask } from './parts/kind-tasks.ts';
import { violationsOn } from './parts/looks.ts';
import { arrivedOf, sentBy } from './parts/sent.ts';
import { type Stand, startStand } from './parts/stand.ts';
import { contextOf, visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const spans = 50;
const phone = {
  viewport: { width: 390, height: 844 },
  reducedMotion: 'reduce',
  hasTouch: true,
  isMobile: true,
} as const;
/** Of both directions, with a letter of many code points before all that is marked. */
const text = `👩🏽‍🚀 Ada met Charles\nالتقت ليلى مارك في برلين\n${Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ')}`;
const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)];

interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

const pointsBefore = (unit: number): number => Array.from(text.slice(0, unit)).length;

/** What each word is in a label. */
const spanOf = (place: number, label: string): Span => {
  const word = present(words[place], 'a word');
  return { start: pointsBefore(word.index), end: pointsBefore(word.index + word[0].length), label };
};

async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

async function ready(page: Page): Promise<void> {
  await page.locator('.spans-text').waitFor();
  await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
}

async function spansSent(
  page: Page,
  stand: Stand,
  sent: readonly { readonly value?: unknown }[],
): Promise<readonly Span[]> {
  await page.locator('.spans-frame').waitFor({ state: 'detached' });
  const arrived = await arrivedOf(page, stand);
  const { value } = present(sent[0], 'a label');
  assert.deepEqual(arrived, value);
  return (value as { readonly spans: readonly Span[] }).spans;
}

/** Where a word is on the screen, once it is in sight. */
function placeOf(page: Page, unit: number): Promise<Point> {
  return page.evaluate((at) => {
    const walk = document.createTreeWalker(document.querySelector('.spans-text')!, NodeFilter.SHOW_TEXT);
    let left = at;
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const { length } = node.textContent ?? '';
      if (left < length) {
        node.parentElement?.scrollIntoView({ block: 'nearest' });
        const range = document.createRange();
        range.setStart(node, left);
        range.setEnd(node, left + 1);
        const frame = document.querySelector('.spans-frame')!;
        const below = range.getBoundingClientRect().bottom - frame.getBoundingClientRect().bottom;
        if (below > -10) frame.scrollBy({ top: below + 40, behavior: 'instant' });
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
      left -= length;
    }
    throw new Error('no such place');
  }, unit);
}

/** Two words beside each other, behind those that are marked. */
async function onOneLine(page: Page): Promise<readonly [place: number, from: Point, to: Point]> {
  for (let place = spans; ; place++) {
    const to = await placeOf(page, present(words[place + 1], 'a word').index);
    const from = await placeOf(page, present(words[place], 'a word').index);
    if (Math.abs(from.y - to.y) < 4) return [place, from, to];
  }
}

async function byKeys(page: Page, stand: Stand): Promise<void> {
  const sent = sentBy(page);
  await signUp(page, stand.refinery.url, 'Kim');
  await ready(page);
  await press(page, 'n');
  assert.equal(await page.getByLabel('Nothing to mark').isChecked(), true);
  await page.locator('.spans-frame').focus();
  await press(page, 'Control+Home');
  await press(page, 'Control+ArrowRight');
  // Letter by letter: three of them, and what is behind them is no part of it.
  await press(page, 'Shift+ArrowRight', 4);
  await press(page, 'Space');
  await page.getByRole('button', { name: '1: PERSON, Ada', exact: true }).waitFor();
  assert.equal(await page.getByLabel('Nothing to mark').isChecked(), false);
  await press(page, 'Control+ArrowRight');
  await press(page, 'Space');
  await page.getByRole('button', { name: '2: PERSON, Charles', exact: true }).waitFor();
  // In a line from right to left the arrow to the left leads on.
  await press(page, 'ArrowDown');
  await press(page, 'Home');
  await press(page, 'Control+ArrowLeft');
  await press(page, 'Space');
  await press(page, '2');
  await page.getByRole('button', { name: /^3: PLACE, .*ليلى/ }).waitFor();
  await press(page, 'ArrowDown');
  await press(page, 'Home');
  for (let i = 3; i < spans; i++) {
    await press(page, 'Space');
    await press(page, 'Control+ArrowRight');
  }
  assert.equal(await page.locator('.mark-said').count(), spans);
  // What is marked already is chosen, and what would overlap is refused.
  await press(page, 'Home');
  await press(page, 'Space');
  assert.equal(await page.locator('.mark-said').count(), spans);
  await press(page, 'Shift+Control+ArrowRight', 2);
  await press(page, 'Space');
  await page.getByText('marks must not overlap').waitFor();
  await press(page, 'Escape');
  await press(page, 'Control+z');
  assert.equal(await page.locator('.mark-said').count(), spans - 1);
  await press(page, 'Control+y');
  assert.equal(await page.locator('.mark-said').count(), spans);
  assert.deepEqual(await violationsOn(page), []);
  await press(page, 'Enter');
  const first = words.findIndex(([word]) => word === 'word0');
  const leila = words.findIndex(([word]) => word === 'ليلى');
  assert.deepEqual(await spansSent(page, stand, sent), [
    spanOf(0, 'PERSON'),
    spanOf(2, 'PERSON'),
    spanOf(leila, 'PLACE'),
    ...Array.from({ length: spans - 3 }, (_, i) => spanOf(first + i, 'PLACE')),
  ]);
}

async function byFinger(page: Page, stand: Stand): Promise<void> {
  const sent = sentBy(page);
  await signUp(page, stand.refinery.url, 'Lee');
  await ready(page);
  for (let i = 0; i < spans; i++) {
    const { x, y } = await placeOf(page, present(words[i], 'a word').index);
    await page.touchscreen.tap(x, y);
    await page.locator(`.span >> nth=${i}`).waitFor();
  }
  const last = page.locator('.mark-said').nth(spans - 1);
  await page.getByRole('button', { name: 'Delete what is chosen' }).tap();
  await last.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo the last change' }).tap();
  await last.waitFor();
  // A finger along a line marks all words that it goes over.
  const [place, from, to] = await onOneLine(page);
  await stroke(
    page,
    [0, 0.3, 0.6, 1].map((share) => [{ x: from.x + (to.x - from.x) * share, y: from.y }]),
  );
  await page
    .locator('.mark-said')
    .getByText(`${spans + 1}: PERSON, `)
    .waitFor();
  await page.getByRole('button', { name: 'Submit' }).tap();
  const got = await spansSent(page, stand, sent);
  assert.deepEqual(
    got.slice(0, spans),
    Array.from({ length: spans }, (_, i) => spanOf(i, 'PERSON')),
  );
  assert.deepEqual(got[spans], { ...spanOf(place, 'PERSON'), end: spanOf(place + 1, '').end });
}

test('fifty parts of a text of two directions are marked by keyboard alone, and by finger', async () => {
  await using stand = await startStand();
  await stand.customer.tasks.submitBatch([spansTask(text, ['PERSON', 'PLACE'])]);
  const { context, page, complaints } = await visit(stand);
  await byKeys(page, stand);
  assert.deepEqual(complaints, []);
  await context.close();
  const hand = await contextOf(stand.browser, phone);
  await byFinger(await hand.newPage(), stand);
  await hand.close();
});
