import type { Page } from 'playwright-core';

/** What the page is told of each task beside what the server says: of a kind whose submissions the server refuses. */
export async function tellOf(page: Page, told: Readonly<Record<string, unknown>>): Promise<void> {
  await page.route('**/v1/work/next', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (body === '') {
      await route.fulfill({ response });
      return;
    }
    const given = JSON.parse(body) as { readonly assignments: readonly object[] };
    const assignments = given.assignments.map((one) => ({ ...one, ...told }));
    await route.fulfill({ response, json: { ...given, assignments } });
  });
}
