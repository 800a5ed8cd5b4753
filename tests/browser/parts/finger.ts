import type { Page } from 'playwright-core';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const frame = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));

/** Between two places, and how long the fingers are still at the last of them, ms. */
const stepMs = 8;
const stillMs = 80;

/**
 * Fingers from the first places to the last, still before they leave: what they fling would take the next tap. By the times that the
 * browser is told, and by its own clock, so that the next tap is not before their end.
 */
export async function stroke(page: Page, places: readonly (readonly Point[])[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const startedMs = Date.now();
  for (const [i, points] of places.entries()) {
    const type = i === 0 ? 'touchStart' : 'touchMove';
    const timestamp = (startedMs + i * stepMs) / 1000;
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: [...points], timestamp });
  }
  await frame(page);
  const endMs = Math.max(Date.now(), startedMs + (places.length - 1) * stepMs + stillMs);
  await new Promise((resolve) => setTimeout(resolve, endMs - Date.now()));
  await session.send('Input.dispatchTouchEvent', {
    type: 'touchEnd',
    touchPoints: [],
    timestamp: endMs / 1000,
  });
  await session.detach();
}
