import type { Page } from 'playwright-core';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const frame = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));

/** Fingers from the first places to the last, still before they leave: what they fling would take the next tap. */
export async function stroke(page: Page, places: readonly (readonly Point[])[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const last = places.at(-1) ?? [];
  const startedMs = Date.now();
  for (const [i, points] of [...places, last, last].entries()) {
    const type = i === 0 ? 'touchStart' : 'touchMove';
    const timestamp = (startedMs + i * 40) / 1000;
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: [...points], timestamp });
  }
  await frame(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}
