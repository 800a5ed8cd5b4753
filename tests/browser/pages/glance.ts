import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import {
  colourRules,
  cutOff,
  keepsPictures,
  painted,
  sidewaysOverflow,
  takePicture,
  violationsOn,
} from '../parts/looks.ts';

/** A small phone, a phone, a desk. */
const sizes = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
] as const;

/** What is pressed, filled in or chosen. */
const controls = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'listbox',
  'menuitem',
  'option',
  'radio',
  'searchbox',
  'slider',
  'spinbutton',
  'switch',
  'tab',
  'textbox',
]);

export interface GlanceOptions {
  /** At first; in the other one too where all is looked at. */
  readonly scheme: 'light' | 'dark';
  /** Where axe-core looks. */
  readonly inspected: 390 | 1440 | 'all';
  /** Pictures are kept where they are asked for, in both schemes. */
  readonly pictured: boolean;
}

/** Nothing is wider than three screens, axe-core finds nothing on one of them, and each control has a name. */
export async function glance(
  page: Page,
  name: string,
  { scheme, inspected, pictured }: GlanceOptions,
): Promise<void> {
  const other = scheme === 'light' ? 'dark' : 'light';
  await dress(page, scheme);
  for (const size of sizes) {
    await page.setViewportSize(size);
    await resized(page, size.width);
    const title = `${name}-${size.width}`;
    assert.equal(await sidewaysOverflow(page), 0, `${title} is wider than the screen`);
    assert.deepEqual(await cutOff(page), [], `${title} cuts off what is in its cards`);
    if (inspected === 'all' ? size.width > 320 : size.width === inspected) {
      assert.deepEqual(await violationsOn(page), [], `${title}-${scheme}`);
      assert.deepEqual(await namelessOn(page), [], title);
      if (inspected === 'all') {
        // Nothing but colours depends on the scheme.
        await dress(page, other);
        assert.deepEqual(await violationsOn(page, colourRules), [], `${title}-${other}`);
        await dress(page, scheme);
      }
    }
    if (pictured && keepsPictures && size.width > 320) await picturesOf(page, title);
  }
}

async function dress(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await painted(page);
}

/** Until the page is laid out for a screen of this width, px. */
async function resized(page: Page, width: number): Promise<void> {
  await page.waitForFunction((wanted) => window.innerWidth === wanted, width);
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  );
}

async function picturesOf(page: Page, title: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await dress(page, colorScheme);
    await takePicture(page, `${title}-${colorScheme}`, false);
  }
}

/** Controls that the accessibility tree has without a name: their roles. */
async function namelessOn(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const found = nodes.filter(({ ignored, role }) => !ignored && controls.has(String(role?.value)));
  assert.ok(found.length > 0, 'the tree has controls');
  return found
    .filter(({ name }) => String(name?.value ?? '').trim() === '')
    .map(({ role, properties = [] }) => `${role?.value} ${JSON.stringify(properties).slice(0, 200)}`);
}

/** Until nothing on the page is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(
    () => document.querySelector('.ui-skeleton, .ui-splash, [aria-busy=true]') === null,
  );
}
