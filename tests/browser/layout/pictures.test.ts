import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { imageTask, startStand } from '../parts/stand.ts';
import { contextOf } from '../parts/visit.ts';
import { signUp } from '../parts/visitor.ts';

const phone = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', hasTouch: true } as const;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where the picture is, from the corner of its frame; and the frame, from its own. */
async function boxes(page: Page): Promise<{ readonly picture: Box; readonly frame: Box }> {
  return page.evaluate(() => {
    const frame = document.querySelector('.image-frame')!.getBoundingClientRect();
    const picture = document.querySelector('.image')!.getBoundingClientRect();
    const from = (box: DOMRect): Box => ({
      left: box.left - frame.left,
      top: box.top - frame.top,
      right: box.right - frame.left,
      bottom: box.bottom - frame.top,
    });
    return { picture: from(picture), frame: from(frame) };
  });
}

/** Waits until the picture lies as wanted, within a pixel. */
async function until(page: Page, isSo: (picture: Box, frame: Box) => boolean, what: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { picture, frame } = await boxes(page);
    if (isSo(picture, frame)) return;
    assert.ok(tries < 100, `${what}: ${JSON.stringify({ picture, frame })}`);
    await page.waitForTimeout(50);
  }
}

const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1.5;
const isWhole = (picture: Box, frame: Box): boolean =>
  picture.left >= -1 &&
  picture.top >= -1 &&
  picture.right <= frame.right + 1 &&
  picture.bottom <= frame.bottom + 1;

test('a tall, a wide and a tiny picture are shown whole, fitted to the frame, and moved by key and finger', async () => {
  await using stand = await startStand();
  const { host, customer } = stand;
  const sized = (size: string) => imageTask(host, 0, { data_url: `${host.url}/sized/${size}.png` });
  const context = await contextOf(stand.browser, phone);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await signUp(page, stand.refinery.url, 'Kim');
  const next = async (size: string): Promise<void> => {
    await page.getByRole('heading', { name: 'No work right now' }).waitFor();
    await customer.tasks.submit(sized(size));
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.locator('.stage[data-kind=image] img').waitFor();
    await until(page, isWhole, `${size} is whole at first`);
  };
  const decide = async (): Promise<void> => {
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  };

  await next('60x3000');
  await lookAt(page, 'work-tall');
  await page.setViewportSize(phone.viewport);
  await page.getByRole('button', { name: 'Fit to width' }).click();
  await until(
    page,
    (picture, frame) => same(picture.left, 0) && same(picture.right, frame.right) && same(picture.top, 0),
    'as wide as the frame, from its head',
  );
  await page.locator('.image-frame').focus();
  await page.keyboard.press('PageDown');
  await until(page, ({ top }, frame) => same(top, -frame.bottom * 0.9), 'a page further');
  await page.keyboard.press('ArrowUp');
  await until(page, ({ top }, frame) => same(top, 60 - frame.bottom * 0.9), 'back by a step');
  await page.keyboard.press('End');
  await until(page, ({ bottom }, frame) => same(bottom, frame.bottom), 'at its end');
  await page.keyboard.press('PageDown');
  await until(page, ({ bottom }, frame) => same(bottom, frame.bottom), 'and no further');
  const { x, y, width, height } = (await page.locator('.image-frame').boundingBox())!;
  const touch = async (type: 'touchStart' | 'touchMove', dy: number): Promise<void> => {
    const touchPoints = [{ x: x + width / 2, y: y + height / 4 + dy }];
    await session.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  await touch('touchStart', 0);
  for (const dy of [20, 40, 60, 80]) await touch('touchMove', dy);
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await until(page, ({ bottom }, frame) => same(bottom, frame.bottom + 80), 'moved by a finger');
  await lookAt(page, 'work-tall-fitted');
  await page.setViewportSize(phone.viewport);
  await until(page, ({ right }, frame) => same(right, frame.right), 'it fits a frame of another size, too');
  await page.getByRole('button', { name: 'Show all' }).click();
  await until(page, isWhole, 'whole again');
  await decide();

  await next('3000x60');
  await page.getByRole('button', { name: 'Fit to height' }).click();
  await until(
    page,
    (picture, frame) => same(picture.top, 0) && same(picture.bottom, frame.bottom) && same(picture.left, 0),
    'as high as the frame, from its beginning',
  );
  await lookAt(page, 'work-wide-fitted');
  await page.setViewportSize(phone.viewport);
  await decide();

  await next('16x16');
  assert.equal(
    await page.locator('.image').evaluate((image) => getComputedStyle(image).imageRendering),
    'pixelated',
  );
  await until(
    page,
    (picture, frame) => same(picture.right - picture.left, Math.min(frame.right, frame.bottom)),
    'a tiny one is as large as fits',
  );
  assert.equal(await page.getByRole('button', { name: /^Fit to/ }).count(), 0);
  await lookAt(page, 'work-tiny');
  await context.close();
});
