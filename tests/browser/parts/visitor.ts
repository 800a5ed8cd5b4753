import type { Page } from 'playwright-core';

const password = 'correct horse battery';

/** Waits until the item on the stage is painted, whatever it is: before, no key decides on it. */
export const itemShown = (page: Page): Promise<void> =>
  page.locator('.stage[data-kind=image] img, .stage[data-kind=text] p').first().waitFor();

/** Asks for work, unless the page does so itself just then: the button is gone while it does. */
export async function lookNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Look now' }).evaluateAll((found) => {
    for (const button of found) if (button instanceof HTMLElement) button.click();
  });
}

/** Signs up and sets the profile as a person does, and ends on the work page. `onProfile` runs before it is sent. */
export async function signUp(
  page: Page,
  url: string,
  name: string,
  onProfile: () => Promise<void> = async () => {},
): Promise<void> {
  await page.goto(`${url}/work/`);
  await page.getByLabel('E-mail').fill(`${name.toLowerCase()}@worker.example`);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('I am at least 18 years old.').check();
  await page.getByLabel('I accept the').check();
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByLabel('Display name').fill(name);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Language you know best').selectOption('en');
  await onProfile();
  await page.getByRole('button', { name: 'Start to work' }).click();
  await page.getByRole('link', { name: 'Work', exact: true }).waitFor();
}
