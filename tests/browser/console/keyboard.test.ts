import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { png } from '../parts/png.ts';
import { adminToken, imageTask, otherWorker, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { signIn, signInAsOperator } from './parts.ts';

const stepsMax = 80;
/** Each is asked again at once: a press right behind Escape counts. */
const changesOfMind = 10;

interface Step {
  /** Its name, as a screen reader says it, or what it is. */
  readonly name: string;
  /** Something about it shows that it has the focus. */
  readonly isMarked: boolean;
  /** Between the edges of the screen. */
  readonly isSeen: boolean;
}

/** What has the focus now; null: nothing of the page. */
const focused = (page: Page): Promise<Step | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const labels = 'labels' in element ? [...((element.labels as NodeList | null) ?? [])] : [];
    const name =
      element.getAttribute('aria-label') ??
      ([...labels, element].map((one) => one.textContent).join(' ') || element.tagName);
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      name: name.trim().replaceAll(/\s+/g, ' '),
      isMarked: (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none',
      isSeen: box.bottom > 0 && box.top < window.innerHeight && box.width > 0 && box.height > 0,
    };
  });

/** Goes on with Tab until what has the focus is called so; whatever had it on the way was marked and on the screen. The names on the way. */
async function tabTo(page: Page, name: RegExp): Promise<readonly string[]> {
  const way: string[] = [];
  for (let step = 0; step < stepsMax; step++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (now === null) continue;
    way.push(now.name);
    // Behind the last stop the browser's own bar would be next: without one, the page is no longer active here.
    if (now.name === 'Skip to content') continue;
    assert.ok(now.isMarked, `the focus on “${now.name}” is not seen`);
    assert.ok(now.isSeen, `“${now.name}” is off the screen`);
    if (name.test(now.name)) return way;
  }
  assert.fail(`${name} is not reached: ${way.join(' > ')}`);
}

/** The way has these in this order. */
function assertOrder(way: readonly string[], names: readonly RegExp[]): void {
  const places = names.map((name) => way.findIndex((step) => name.test(step)));
  assert.ok(!places.includes(-1), `${way.join(' > ')}: ${places.join()}`);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
    way.join(' > '),
  );
}

/** All the stops from here until they begin anew: there is a way through the page and out of it. */
async function assertNoTrap(page: Page): Promise<void> {
  const seen = new Set<string>();
  for (let step = 0; step < stepsMax; step++) {
    await page.keyboard.press('Tab');
    const id = await page.evaluate(() => {
      const element = document.activeElement;
      return element === null || element === document.body
        ? 'out'
        : String([...document.querySelectorAll('*')].indexOf(element));
    });
    if (id === 'out' || (seen.size > 2 && seen.has(id))) return;
    seen.add(id);
  }
  assert.fail('the keyboard does not come out of the page');
}

/** Something of the page has the focus: a screen reader is not thrown out to the window. */
async function assertNotLost(page: Page, what: string): Promise<void> {
  await page
    .waitForFunction(() => document.activeElement !== document.body)
    .catch(() => {
      assert.fail(`after ${what} nothing has the focus`);
    });
}

test('files are submitted, exported and deleted by the keyboard alone, and what is wrong is announced', async () => {
  await using stand = await startStand();
  const { context, page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  await page.keyboard.press('Tab');
  assert.equal((await focused(page))?.name, 'Skip to content');
  await tabTo(page, /^Submit$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Submit', level: 1 }).waitFor();
  await assertNotLost(page, 'a page was chosen');
  await tabTo(page, /^One task$/);
  await page.keyboard.press('ArrowRight');
  assert.equal((await focused(page))?.name, 'Files');
  const way = await tabTo(page, /^Or choose a folder of pictures/);
  assertOrder(way, [/^Drop a table/, /^Or choose a folder/]);
  await assertNoTrap(page);

  const table = { name: 'reviews.csv', mimeType: 'text/csv', buffer: Buffer.from('id,text\n1,gut\n2\n') };
  const choose = async (
    files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0],
  ): Promise<void> => {
    const drop = page.getByLabel('Drop a table, pictures, a folder or a zip here');
    await drop.focus();
    await drop.setInputFiles(files);
  };
  await choose({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('id,text\n1,Größe\n', 'latin1') });
  await page.getByRole('alert').getByText('not UTF-8 at line 2').waitFor();
  await tabTo(page, /^Encoding/);
  await choose(table);
  await page.getByText('1 row cannot be read').waitFor();
  await assertNotLost(page, 'a file was chosen');
  const fields = [
    /^Another file$/,
    /^Encoding/,
    /^What is to be labelled/,
    /^Type/,
    /^Question/,
    /^Options/,
    /^Name of the job/,
    /^Submit 1 task$/,
  ];
  assertOrder(await tabTo(page, /^Submit 1 task$/), fields);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('look at the marked fields').waitFor();
  const question = page.getByRole('textbox', { name: 'Question' });
  assert.equal(await question.getAttribute('aria-invalid'), 'true');
  await page.keyboard.press('Shift+Tab');
  await question.focus();
  await page.keyboard.type('How does it sound?');
  await tabTo(page, /^Options/);
  await page.keyboard.type('good\nbad');
  await tabTo(page, /^Submit 1 task$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'reviews', level: 1 }).waitFor();
  await assertNotLost(page, 'the job was made');
  await page.getByText('0 of 1 task').waitFor();
  const saving = page.waitForEvent('download');
  assertOrder(await tabTo(page, /^Parquet$/), [/^Cancel the job$/, /^JSONL$/, /^CSV$/, /^Parquet$/]);
  await page.keyboard.press('Enter');
  assert.equal((await saving).suggestedFilename(), 'reviews.parquet');
  await tabTo(page, /^See its tasks$/);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'How does it sound?' }).first().waitFor();
  await tabTo(page, /^How does it sound\?/);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'The text' }).waitFor();
  await tabTo(page, /^Cancel the task$/);
  for (let times = 0; times < changesOfMind; times++) {
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    assert.equal((await focused(page))?.name, 'Cancel the task', 'where it came from');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^Cancel the task$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete the content' }).waitFor();
  await assertNotLost(page, 'the task was cancelled');
  await page.getByRole('button', { name: 'Delete the content' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^Delete the content$/);
  await page.keyboard.press('Enter');
  await Promise.all([
    page.getByText('The content was deleted on').waitFor(),
    page.getByRole('status').getByText('The content is deleted.').waitFor(),
  ]);
  await assertNotLost(page, 'the content was deleted');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a folder of pictures is submitted, and its assets deleted, by the keyboard alone', async () => {
  await using stand = await startStand();
  const { context, page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  await page.goto(`${stand.refinery.url}/console/submit?from=file`);
  const pictures = [1, 2].map((n) => ({
    name: `${n}.png`,
    mimeType: 'image/png',
    buffer: png(20, 20, (x) => [x * n, 90, 60]),
  }));
  const drop = page.getByLabel('Drop a table, pictures, a folder or a zip here');
  await drop.focus();
  await drop.setInputFiles([
    ...pictures,
    {
      name: 'bad.heic',
      mimeType: 'image/heic',
      buffer: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    },
  ]);
  await page.getByText('3 pictures, ').waitFor();
  await assertNotLost(page, 'pictures were chosen');
  await tabTo(page, /^Question/);
  await page.keyboard.type('Is it red?');
  await tabTo(page, /^Options/);
  await page.keyboard.type('yes\nno');
  await tabTo(page, /^Sensitive/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Submit 3 pictures$/);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('bad.heic: it is a HEIC picture').waitFor();
  await page.getByRole('button', { name: 'Submit the other 2' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Cancel the job' }).waitFor();
  await assertNotLost(page, 'the job was made');
  const [job] = (await stand.customer.jobs.page({})).data;
  assert.equal(job?.sensitive, true, 'the box was ticked');
  await page.getByText('Sensitive', { exact: true }).waitFor();
  const tasks = async () => (await stand.customer.tasks.page({ limit: 100 })).data;
  while ((await tasks()).length < 2);
  for (const { sensitive } of await tasks()) assert.equal(sensitive, true);

  await page.getByRole('link', { name: 'Assets', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('2 assets, ').waitFor();
  await tabTo(page, /^Delete /);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^Delete the asset$/);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText(/task/).waitFor();
  await page.keyboard.press('Escape');
  assert.match((await focused(page))?.name ?? '', /^Delete /);
  for (const { task_id } of await tasks()) await stand.customer.tasks.cancel(task_id);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^Delete the asset$/);
  await page.keyboard.press('Enter');
  await Promise.all([
    page.getByText('1 asset, ').waitFor(),
    page.getByRole('status').getByText('The asset is deleted.').waitFor(),
  ]);
  await assertNotLost(page, 'an asset was deleted');
  await assertNoTrap(page);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the operator decides reports by the keyboard alone, and keeps their place in the queue', async () => {
  await using stand = await startStand();
  const { host, api, customer, refinery } = stand;
  await customer.tasks.submitBatch([0, 1].map((n) => imageTask(host, n)));
  const worker = await otherWorker(api, 'Robin');
  for (const { assignment_id } of await worker.next(2))
    await worker.report(assignment_id, { reason: 'violence' });
  const { context, page, complaints } = await visit(stand);
  await signInAsOperator(page, refinery.url, adminToken);
  await tabTo(page, /^Reports$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Dismiss' }).nth(1).waitFor();
  assertOrder(await tabTo(page, /^Dismiss$/), [/^Take down$/, /^Mark as sensitive$/, /^Dismiss$/]);
  await page.keyboard.press('Enter');
  await Promise.all([
    page.getByRole('status').getByText('The report is dismissed.').waitFor(),
    page.waitForFunction(() => document.querySelectorAll('main .ui-part').length === 1),
  ]);
  await assertNotLost(page, 'a report was dismissed');
  await tabTo(page, /^Take down$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, /^Take it down$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'No report waits' }).waitFor();
  await assertNotLost(page, 'the last report was decided');
  await assertNoTrap(page);
  assert.deepEqual(complaints, []);
  await context.close();
});
