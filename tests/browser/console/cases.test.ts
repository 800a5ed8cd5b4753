import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { verdicts } from '../../scenarios/intake/verdicts.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { fileDrop, go, signIn, until } from './parts.ts';

const folder = join(import.meta.dirname, '../../../packages/formats/cases');
/** What the Console's list has for names in common use. */
const listed: Readonly<Record<string, string>> = { cp1252: 'windows-1252', cp949: 'euc-kr' };
const noReplacement = /\uFFFD/;

const refusal = (page: Page) => page.getByRole('alert');
const submitButton = (page: Page) => page.getByRole('button', { name: /^Submit / });
const isThere = async (page: Page) => (await submitButton(page).count()) > 0;
const textOf = async (page: Page): Promise<string> => (await page.getByRole('main').textContent()) ?? '';

/** What a person gets who chooses a file and submits it: what is said on both pages, and the lines that are none. */
interface Seen {
  readonly tasks: number;
  readonly errors: readonly number[] | 'file';
  readonly said: string;
}

/** Asks what the file does not say itself, submits it, and gives the job's id; null: no row of it becomes a task. */
async function submit(page: Page): Promise<string | null> {
  const question = page.getByRole('textbox', { name: 'Question' });
  if ((await question.inputValue()) === '') {
    await question.fill('Q?');
    await page.getByRole('textbox', { name: 'Options' }).fill('a\nb');
    await page.getByRole('combobox', { name: 'Type' }).selectOption('sentiment');
  }
  // Rows are looked at while one fills in the form: what the button says and takes hangs on them.
  await page.locator('.actions[aria-busy=false]').waitFor();
  if (await submitButton(page).isDisabled()) return null;
  await submitButton(page).click();
  await page.waitForURL(/\/jobs\/job_/);
  return page.url().split('/').at(-1) ?? '';
}

test('every file of the cases has the verdict of the other entrances in the Console too, and says it', async () => {
  await using stand = await startStand();
  const { context, page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  const { jobs } = stand.customer;

  const enter = async (file: string, encoding: string | undefined): Promise<Seen> => {
    await go(page, 'Submit');
    await page.getByRole('tab', { name: 'Files' }).click();
    await fileDrop(page).setInputFiles(join(folder, file));
    await refusal(page).or(submitButton(page)).first().waitFor();
    if (encoding !== undefined) {
      assert.equal(await isThere(page), false, 'it cannot be read before its encoding is named');
      await page.getByLabel('Encoding').selectOption(listed[encoding] ?? encoding);
      await submitButton(page).waitFor();
    }
    const before = await textOf(page);
    assert.doesNotMatch(before, noReplacement);
    const linesIn = (text: string) => [...text.matchAll(/Line (\d+): /g)].map(([, line]) => Number(line));
    if (!(await isThere(page))) {
      const lines = linesIn(before);
      return { tasks: 0, errors: lines.length === 0 ? 'file' : lines, said: before };
    }
    const jobId = await submit(page);
    if (jobId === null) {
      const said = await textOf(page);
      return { tasks: 0, errors: linesIn(said), said };
    }
    await until(`the end of ${file}`, async () => {
      const { ingested_at, ended_at } = await jobs.get(jobId);
      return ingested_at !== null || ended_at !== null;
    });
    const { lines_total, lines_accepted, lines_rejected, note, status } = await jobs.get(jobId);
    assert.equal(lines_total, lines_accepted + lines_rejected);
    assert.equal(status, lines_accepted > 0 ? 'labeling' : 'failed');
    if (note !== null) {
      await page.getByText('Failed', { exact: true }).waitFor();
      await page.getByRole('main').getByText(note.slice(1)).first().waitFor();
    }
    // The page asks every two seconds, and shows what was so until then.
    const rejected = page.getByRole('table', { name: 'Rejected lines' }).locator('tbody tr td:first-child');
    if (lines_rejected === 0) await page.getByText('every line that was read is accepted').waitFor();
    else await rejected.nth(lines_rejected - 1).waitFor();
    const lines = await rejected.allTextContents();
    return { tasks: lines_accepted, errors: lines.map(Number), said: `${before}\n${await textOf(page)}` };
  };

  for (const [name, { tasks, errors = [], said = /./, encoding }] of Object.entries(verdicts)) {
    const seen = await enter(name.replace(/@.*/, ''), encoding);
    assert.deepEqual([seen.tasks, seen.errors], [tasks, errors], `${name}: ${seen.said}`);
    assert.match(seen.said, new RegExp(said, 'i'), name);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});
