import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';

/** Where pictures are kept for people to look at, where `SCREENSHOTS=1` asks for them: they are most of the time it takes. */
export const keepsPictures = process.env.SCREENSHOTS === '1';
const folder = join(import.meta.dirname, '../screenshots');
const widths = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
] as const;
const schemes = ['light', 'dark'] as const;
const allRules: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** Those that depend on the colour scheme. */
export const colourRules: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** Each width and each scheme once: what axe-core looks at depends on the one or the other. */
const isInspected = (width: number, scheme: (typeof schemes)[number]): boolean =>
  (width === widths[0].width) === (scheme === 'dark');

interface LookOptions {
  /** The picture shows the whole page, not what a screen shows of it at once. */
  readonly whole?: boolean;
}

/**
 * Lets axe-core look at the page on a phone and on a desk, light and dark, and finds what is wider than the screen.
 * Keeps a picture of each if asked to.
 */
export async function lookAt(page: Page, name: string, { whole = false }: LookOptions = {}): Promise<void> {
  for (const viewport of widths) {
    await page.setViewportSize(viewport);
    for (const colorScheme of schemes) {
      const inspected = isInspected(viewport.width, colorScheme);
      if (!inspected && !keepsPictures) continue;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await painted(page);
      const title = `${name}-${viewport.width}-${colorScheme}`;
      if (keepsPictures) await takePicture(page, title, whole);
      if (inspected) assert.deepEqual(await violationsOn(page), [], title);
      assert.equal(await sidewaysOverflow(page), 0, `${title} is wider than the screen`);
      assert.deepEqual(await cutOff(page), [], `${title} cuts off what is in its cards`);
    }
  }
}

export async function takePicture(page: Page, title: string, whole: boolean): Promise<void> {
  mkdirSync(folder, { recursive: true });
  // What sticks to the edge of the screen would be in the middle of a picture of the whole.
  if (whole) await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${title}.png`), fullPage: whole });
}

/** Until the fonts are there, what changes by and by has come to its end, and a frame of that has been drawn. */
export function painted(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const drawn = (): Promise<unknown> =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await document.fonts.ready;
    // What inherits a colour that changes begins to change itself when that has ended.
    for (;;) {
      await drawn();
      const passing = document.getAnimations().filter((one) => one instanceof CSSTransition);
      if (passing.length === 0) return;
      // Not waited for: one that is paused or out of sight never ends by itself.
      for (const one of passing) one.finish();
    }
  });
}

/** What axe-core finds, as `rule: element`. */
export async function violationsOn(page: Page, runOnly = allRules): Promise<readonly string[]> {
  // Evaluated by the debugger: the page's own policy refuses scripts that are not its own.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options),
    { runOnly, resultTypes: ['violations' as const] },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
}

/** Pixels by which the page is wider than what is seen of it. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}

/** Cards whose content is wider than they are, and what they begin with. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.ui-card')]
      .filter((card) => card.scrollWidth > card.clientWidth + 1)
      .map((card) => `${card.scrollWidth} in ${card.clientWidth}: ${card.textContent?.slice(0, 60)}`),
  );
}
