import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LabelValue, Task } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { otherWorker, type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { type Box, boxClasses, fortyBoxes, mixedText, type Span, spanClasses, spanOf } from './drawn.ts';
import { signIn, until } from './parts.ts';

const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

interface Asked {
  readonly type: string;
  readonly question: string;
  readonly classes: readonly string[];
  readonly fillItem: () => Promise<void>;
  /** What the first worker says, and so on. */
  readonly answers: readonly LabelValue[];
}

/** The task goes in by the form as it is, and each worker answers over the API. Its page is open at the end. */
async function decidedByForm(stand: Stand, page: Page, asked: Asked): Promise<Task> {
  const { refinery, apiKey, api, customer } = stand;
  await signIn(page, refinery.url, apiKey);
  await page.goto(`${refinery.url}/console/submit`);
  await page.getByLabel('Type', { exact: true }).selectOption(asked.type);
  await asked.fillItem();
  await page.getByLabel('Question', { exact: true }).fill(asked.question);
  await page.getByLabel('Classes', { exact: true }).fill(asked.classes.join('\n'));
  await page.getByLabel('Labels for each task').selectOption(String(asked.answers.length));
  await lookAt(page, `marks-form-${asked.type}`, { whole: true });
  await page.setViewportSize(desk);
  await page.getByRole('button', { name: 'Submit the task' }).click();
  await page.waitForURL(/\/tasks\/tsk_/);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  for (const [i, value] of asked.answers.entries()) {
    const worker = await otherWorker(api, `${asked.type}-${i}`.replaceAll('_', '-'));
    const [item] = await worker.next(1);
    assert.ok(item !== undefined, `an item for worker ${i + 1}`);
    assert.deepEqual(item.classes, [...asked.classes].sort(byCodePoints));
    const { outcomes } = await worker.labels([{ assignment_id: item.assignment_id, value }]);
    assert.ok(outcomes[0]?.error === undefined, JSON.stringify(outcomes));
  }
  await until('the payment', async () => (await customer.tasks.get(id)).status === 'settled');
  await page.getByText('Settled', { exact: true }).first().waitFor();
  return customer.tasks.get(id);
}

const byCodePoints = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

/** What was decided, as results have it. */
const decidedIn = <Value>({ decision }: Task): Value =>
  JSON.parse(decision?.consensus_label ?? '{}') as Value;

/** A row of a table of marks by what its first cell says. */
const rowOf = (page: Page, table: string, name: string) =>
  page
    .getByRole('table', { name: table })
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) });

async function unfold(page: Page, table: string): Promise<void> {
  await page.locator('summary').getByText(`${table}: `).press('Enter');
  await page.getByRole('table', { name: table }).waitFor();
}

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
  const { page, context, complaints } = await visit(stand);
  const { boxes: decided } = decidedIn<{ boxes: Box[] }>(
    await decidedByForm(stand, page, {
      type: 'bounding_boxes',
      question: 'What is in the picture?',
      classes: boxClasses,
      fillItem: () => page.getByLabel('URL of the data').fill(`${stand.host.url}/image/1.png`),
      answers: [
        ...[1, 2, 3].map((worker) => ({ boxes: [...fortyBoxes(worker)] })),
        { boxes: fortyBoxes(4).slice(0, 30) },
        { none: true },
      ],
    }),
  );
  assert.equal(decided.length, 40);
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
  await unfold(page, 'Votes for the consensus');
  await unfold(page, 'All that each worker marked');
  const votes = page.getByRole('table', { name: 'Votes for the consensus' });
  assert.equal(await votes.locator('tbody tr').count(), decided.length);
  const [first] = decided;
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
  const { page, context, complaints } = await visit(stand);
  const [person, place, date, longest] = spanClasses;
  const right = [
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
  const { spans: decided } = decidedIn<{ spans: Span[] }>(
    await decidedByForm(stand, page, {
      type: 'text_spans',
      question: 'Who, where and when?',
      classes: spanClasses,
      fillItem: async () => {
        await page.getByLabel('What is to be labelled').selectOption('text');
        await page.getByLabel('The text', { exact: true }).fill(mixedText);
      },
      answers: [
        { spans: right },
        { spans: right },
        { spans: [spanOf('Ada', person), spanOf('Lovelace met Charles', longest), ...right.slice(2)] },
        { spans: [spanOf('👩🏽‍🚀 Ada', person), spanOf('التقت ليلى الأحمد', person), ...right.slice(4, 9)] },
        { none: true },
      ],
    }),
  );
  assert.ok(decided.length >= 10);
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
  await unfold(page, 'Votes for the consensus');
  const votes = page.getByRole('table', { name: 'Votes for the consensus' });
  assert.equal(await votes.locator('tbody tr').count(), decided.length);
  await rowOf(page, 'Votes for the consensus', 'برلين').getByText('4 of 5').waitFor();
  await votes.getByText('Worker 4 in part').first().waitFor();
  await page
    .getByRole('table', { name: 'Marked, and not in the consensus' })
    .getByText('Lovelace met Charles')
    .waitFor();
  await unfold(page, 'All that each worker marked');
  await rowOf(page, 'All that each worker marked', 'Lovelace met Charles').getByText('No').waitFor();
  await lookAt(page, 'marks-spans-tables', { whole: true });
  await page.setViewportSize(phone);
  const last = decided.findIndex(({ start }) => start === spanOf('Albert Einstein', person).start);
  await page.getByRole('button', { name: `Span ${last + 1}`, exact: true }).press('Enter');
  await text.locator('mark[data-chosen="true"]').getByText('Albert').waitFor();
  assert.ok(await isOnTop(page, 'mark[data-chosen="true"]'));
  assert.deepEqual(complaints, []);
  await context.close();
});

test('boxes lie where they are on the original of a picture that is shown smaller', async () => {
  await using stand = await startStand();
  const { refinery, host, api, apiKey, customer } = stand;
  const { task_id: id } = await customer.tasks.submit({
    type: 'bounding_boxes',
    data_url: `${host.url}/sized/20000x40.png`,
    label_spec: { question: 'Where does it end?', classes: ['end'] },
    consensus_threshold: 3,
  });
  const box = { class: 'end', left: 19_900, top: 0, width: 100, height: 40 };
  for (let i = 0; i < 3; i++) {
    const worker = await otherWorker(api, `large-${i}`);
    const [item] = await worker.next(1);
    assert.ok(item !== undefined);
    const { content, itemToken } = await worker.item(item.assignment_id);
    assert.deepEqual(content.original, { width: 20_000, height: 40 });
    await worker.label(item.assignment_id, { value: { boxes: [box] } }, { itemToken });
  }
  const { page, context, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await page.setViewportSize(desk);
  await page.goto(`${refinery.url}/console/tasks/${id}`);
  await page.locator('.marks-decided rect').first().waitFor();
  assert.equal(await page.locator('.marks-picture svg').getAttribute('viewBox'), '0 0 20000 40');
  const [picture, drawn] = await Promise.all([
    page.locator('.marks-picture img').boundingBox(),
    page.locator('.marks-decided rect').last().boundingBox(),
  ]);
  assert.ok(picture && drawn);
  assert.ok(
    Math.abs(drawn.x + drawn.width - (picture.x + picture.width)) < 4,
    'it ends where the picture does',
  );
  assert.deepEqual(complaints, []);
  await context.close();
});
