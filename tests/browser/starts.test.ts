import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SubmitTask } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { boxesTask, spansTask } from './parts/kind-tasks.ts';
import { lookAt } from './parts/looks.ts';
import { arrivedOf } from './parts/sent.ts';
import { type Stand, startStand } from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const model = 'marker-3';
const text = 'Ada met Charles in London, and Grace was in Arlington.';
const span = (word: string, label: string) => {
  const start = text.indexOf(word);
  return { start, end: start + word.length, label };
};
const box = (left: number, top: number, width: number, height: number) => ({
  class: 'sun',
  left,
  top,
  width,
  height,
});

/** Tasks that begin with the same: one look in 64 would be without. */
const begun = (task: SubmitTask, value: object): readonly SubmitTask[] =>
  Array.from({ length: 4 }, () => ({
    ...task,
    label_spec: { ...task.label_spec, start_with: model },
    predictions: [{ model, value } as NonNullable<SubmitTask['predictions']>[number]],
  }));

/** The first item that begins with marks. */
async function withStart(page: Page, stage: string): Promise<void> {
  for (;;) {
    await page.locator(stage).waitFor();
    await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
    if ((await page.locator('.marks-start').count()) > 0) return;
    await page.keyboard.press('s');
  }
}

const rows = (page: Page): Promise<readonly string[]> => page.locator('.mark-said').allTextContents();
const labelOf = async (page: Page, stand: Stand): Promise<unknown> => {
  await page.getByRole('button', { name: 'Submit' }).click();
  return arrivedOf(page, stand);
};

test('a worker is told that a program began, corrects its marks, and undo comes back to them', async () => {
  await using stand = await startStand();
  const wrong = { spans: [span('Ada', 'PERSON'), span('London', 'PERSON'), span('was', 'PLACE')] };
  await stand.customer.tasks.submitBatch([...begun(spansTask(text, ['PERSON', 'PLACE']), wrong)]);
  const { context, page, complaints } = await visit(stand);
  await signUp(page, stand.refinery.url, 'Kim');
  await withStart(page, '.spans-text');
  const told = /A program has begun this item, and nobody has checked/;
  await page.locator('.marks-start').getByText(told).waitFor();
  await page.locator('.work > [role=status]').getByText(told).waitFor({ state: 'attached' });
  assert.deepEqual(await rows(page), ['1: PERSON, Ada', '2: PERSON, London', '3: PLACE, was']);
  await lookAt(page, 'start-spans');
  await page.getByRole('button', { name: 'Delete 3: PLACE, was' }).click();
  await page.getByRole('button', { name: '2: PERSON, London', exact: true }).first().click();
  await page.locator('.mark-class select').selectOption('PLACE');
  assert.deepEqual(await rows(page), ['1: PERSON, Ada', '2: PLACE, London']);
  const undo = page.getByRole('button', { name: 'Undo the last change' });
  await undo.click();
  await undo.click();
  assert.deepEqual(await rows(page), ['1: PERSON, Ada', '2: PERSON, London', '3: PLACE, was']);
  assert.equal(await undo.getAttribute('aria-disabled'), 'true', 'before the start there is nothing');
  const redo = page.getByRole('button', { name: 'Do it again' });
  await redo.click();
  await redo.click();
  assert.deepEqual(await labelOf(page, stand), { spans: [span('Ada', 'PERSON'), span('London', 'PLACE')] });
  assert.deepEqual(complaints, []);
  await context.close();
});

test('boxes of a program are cut at the edge of the picture, and are moved and deleted as any others', async () => {
  await using stand = await startStand();
  const boxes = [box(20, 20, 60, 50), box(100, 100, 60_000, 60_000), box(40_000, 0, 10, 10)];
  await stand.customer.tasks.submitBatch([...begun(boxesTask(stand.host, 0, ['cloud', 'sun']), { boxes })]);
  const { context, page, complaints } = await visit(stand);
  await signUp(page, stand.refinery.url, 'Lee');
  await withStart(page, '.boxes-frame img');
  assert.equal(await page.locator('.box').count(), 2);
  await lookAt(page, 'start-boxes');
  await page.locator('.box').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('.box').nth(1).focus();
  await page.keyboard.press('Delete');
  assert.equal(await page.locator('.box').count(), 1);
  const value = (await labelOf(page, stand)) as { readonly boxes: readonly { readonly left: number }[] };
  assert.equal(value.boxes.length, 1);
  assert.ok((value.boxes[0]?.left ?? 0) > 20, JSON.stringify(value));
  assert.deepEqual(complaints, []);
  await context.close();
});
