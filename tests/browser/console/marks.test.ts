import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { imageTask, labelAll, otherWorker, type Stand, startStand } from '../parts/stand.ts';
import { tellTask } from '../parts/told.ts';
import { visit } from '../parts/visit.ts';
import {
  boxClasses,
  canonicalBoxes,
  canonicalSpans,
  fortyBoxes,
  mixedText,
  spanClasses,
  spanOf,
} from './drawn.ts';
import { signIn } from './parts.ts';

const workers = 5;
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** Opens a task once all workers have answered. */
async function openDecided({ api, refinery }: Stand, page: Page, id: string, tag: string): Promise<void> {
  for (let i = 1; i <= workers; i++) await labelAll(await otherWorker(api, `${tag}-${i}`));
  await page.goto(`${refinery.url}/console/tasks/${id}`);
}

/** A row of a table of marks by what its first cell says. */
const rowOf = (page: Page, table: string, name: string) =>
  page
    .getByRole('table', { name: table })
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) });

const unfold = (page: Page, name: RegExp): Promise<void> =>
  page.locator('summary').getByText(name).press('Enter');

/** Whether the middle of what is found is in sight, and nothing lies on it. */
const isOnTop = (page: Page, selector: string): Promise<boolean> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const found = document.elementFromPoint(left + width / 2, top + height / 2);
      return found !== null && (element.contains(found) || found.contains(element));
    });

test('forty boxes of five workers lie over a picture, are told in tables, and are found on it from there', async () => {
  await using stand = await startStand();
  const { refinery, host, customer, apiKey } = stand;
  const { page, context, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  const decided = fortyBoxes(0);
  await tellTask(page, {
    type: 'bounding_boxes',
    spec: { classes: boxClasses, agreement_bar: 0.7 },
    answers: [
      ...[1, 2, 3].map((worker) => canonicalBoxes(fortyBoxes(worker))),
      canonicalBoxes(fortyBoxes(4).slice(0, 30)),
      '{"none":true}',
    ],
    consensus: canonicalBoxes(decided),
  });
  const { task_id: id } = await customer.tasks.submit(imageTask(host, 1, { consensus_threshold: workers }));
  await openDecided(stand, page, id, 'boxes');
  const frame = page.getByRole('region', { name: 'The picture with what was marked on it' });
  await frame.locator('svg').waitFor();
  assert.equal(await frame.locator('.marks-decided rect:not(.marks-halo)').count(), decided.length);
  assert.equal(await frame.locator('.marks-given rect').count(), 3 * decided.length + 30);
  await lookAt(page, 'marks-boxes', { whole: true });

  // Who is shown.
  await page.setViewportSize(desk);
  await page.getByRole('checkbox', { name: 'Worker 2: 40 boxes' }).press('Space');
  assert.equal(await frame.locator('.marks-given rect').count(), 2 * decided.length + 30);
  await page.getByRole('button', { name: 'Hide all workers' }).press('Enter');
  assert.equal(await frame.locator('.marks-given rect').count(), 0);
  await page.getByRole('button', { name: 'Show all 5 workers' }).press('Enter');

  // All of it as text.
  await unfold(page, /^Votes for the consensus: 40 boxes/);
  await unfold(page, /^All that each worker marked: 150 boxes/);
  const votes = page.getByRole('table', { name: 'Votes for the consensus' });
  assert.equal(await votes.locator('tbody tr').count(), decided.length);
  const [first] = [...decided].sort((a, b) => a.left - b.left || a.top - b.top);
  assert.ok(first);
  await rowOf(page, 'Votes for the consensus', 'Box 1')
    .getByText(`${first.width} × ${first.height} at ${first.left}, ${first.top}`)
    .waitFor();
  const all = page.getByRole('table', { name: 'All that each worker marked' });
  assert.equal(await all.locator('tbody tr').filter({ hasText: 'Worker 4' }).count(), 30);
  assert.equal((await all.locator('tbody tr').filter({ hasText: 'Yes, as box 1' }).count()) > 0, true);
  await lookAt(page, 'marks-boxes-tables', { whole: true });

  // From a row far down to the box on the picture, which stays in sight.
  for (const viewport of [desk, phone]) {
    await page.setViewportSize(viewport);
    await page.getByLabel('Size').selectOption('4');
    await page.getByRole('button', { name: 'Box 31', exact: true }).press('Enter');
    const chosen = '.marks-decided > g[data-chosen="true"] rect';
    await page.locator(chosen).first().waitFor();
    assert.ok(await isOnTop(page, chosen), `in sight at ${viewport.width}`);
    await page.getByRole('button', { name: 'Box 30', exact: true }).focus();
    await page.keyboard.press('Shift+Tab');
    assert.ok(await isOnTop(page, 'button:focus'), 'what has the focus is not below the picture');
    await page.getByRole('button', { name: 'Box 31', exact: true }).press('Enter');
    assert.equal(await page.locator(chosen).count(), 0);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test('spans of both directions are coloured, lined by worker, and told in tables', async () => {
  await using stand = await startStand();
  const { refinery, customer, apiKey } = stand;
  const { page, context, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  const [person, place, date, longest] = spanClasses;
  const decided = [
    spanOf('Ada Lovelace', person),
    spanOf('Charles Babbage', person),
    spanOf('London', place),
    spanOf('ليلى الأحمد', person),
    spanOf('برلين', place),
    spanOf('يوم الثلاثاء', date),
    spanOf('القاهرة', place),
    spanOf('דוד', person),
    spanOf('Donaudampfschifffahrtsgesellschaftskapitänsmütze', longest),
    spanOf('王小明', person),
    spanOf('Albert Einstein', person),
    spanOf('👨‍👩‍👧‍👦', person),
  ];
  await tellTask(page, {
    type: 'text_spans',
    spec: { classes: spanClasses, agreement_bar: 0.6 },
    answers: [
      canonicalSpans(decided),
      canonicalSpans(decided.slice(2)),
      canonicalSpans([spanOf('Ada', person), spanOf('Lovelace met Charles', longest), ...decided.slice(4)]),
      canonicalSpans([
        spanOf('👩🏽‍🚀 Ada', person),
        spanOf('التقت ليلى الأحمد', person),
        ...decided.slice(4, 9),
      ]),
      '{"none":true}',
    ],
    consensus: canonicalSpans(decided),
  });
  const { task_id: id } = await customer.tasks.submit({
    type: 'sentiment',
    data: { text: mixedText },
    label_spec: { question: 'Who and where?', options: ['yes', 'no'] },
    consensus_threshold: workers,
  });
  await openDecided(stand, page, id, 'spans');
  const text = page.getByRole('region', { name: 'The text with what was marked in it' });
  await text.locator('mark').first().waitFor();
  assert.deepEqual(
    await text.locator('mark').allTextContents(),
    decided.map(({ start, end }) => Array.from(mixedText).slice(start, end).join('')),
  );
  await lookAt(page, 'marks-spans', { whole: true });

  await page.setViewportSize(desk);
  // The class stands left of a word that is read from right to left, even in an English line.
  const [word, itsClass] = await Promise.all([
    text.locator('mark').getByText('דוד').boundingBox(),
    text.locator('mark:has-text("דוד") + .marks-label bdi').boundingBox(),
  ]);
  assert.ok(word && itsClass && itsClass.x + itsClass.width <= word.x + 1);
  await unfold(page, /^Votes for the consensus: 12 spans/);
  const row = rowOf(page, 'Votes for the consensus', 'Span 1');
  await row.getByText('1 of 5, 2 in part').waitFor();
  await row.getByText('Worker 1, Worker 3 in part, Worker 4 in part').waitFor();
  await page
    .getByRole('table', { name: 'Marked, and not in the consensus' })
    .getByText('Lovelace met Charles')
    .waitFor();
  await unfold(page, /^All that each worker marked/);
  await lookAt(page, 'marks-spans-tables', { whole: true });
  await page.setViewportSize(phone);
  await page.getByRole('button', { name: 'Span 11', exact: true }).press('Enter');
  await text.locator('mark[data-chosen="true"]').getByText('Albert').waitFor();
  assert.ok(await isOnTop(page, 'mark[data-chosen="true"]'));
  assert.deepEqual(complaints, []);
  await context.close();
});
