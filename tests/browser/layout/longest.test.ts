import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { imageTask, startStand, textTask } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { itemShown, signUp } from '../parts/visitor.ts';

const sentence =
  'Look at the whole picture, at its edges too, before you decide whether the sun itself is in it. ';
const arabic = {
  question: 'هل توجد الشمس نفسها في الصورة، ولو جزء منها، أم أن السماء مضيئة فقط؟ (انظر إلى example.com)',
  options: ['نعم، بوضوح', 'نعم، لكن جزء منها فقط خلف الغيوم أو خلف الجبل', 'لا', 'لا أعرف', 'W'.repeat(200)],
  instructions:
    'اختر **نعم** إذا رأيت الشمس.\n\n- السماء المضيئة وحدها لا تكفي.\n- Reflections do not count.',
};

test('the longest question with fifty long options folds once it was read, and Arabic stands from right to left', async () => {
  await using stand = await startStand();
  const { customer, host, refinery } = stand;
  const { context, page, complaints } = await visit(stand);
  const question = sentence.repeat(30).slice(0, 2_000);
  const options = Array.from({ length: 50 }, (_, i) => `${i + 1} ${sentence.slice(0, 20 + i * 3)}`);
  await customer.tasks.submitBatch([
    imageTask(host, 0, { label_spec: { question, options } }),
    imageTask(host, 1, { label_spec: { question, options } }),
    textTask(host, 2, { label_spec: arabic, language: null }),
  ]);
  await signUp(page, refinery.url, 'Kim');
  await page.getByText('50 options below').waitFor();
  await lookAt(page, 'work-longest');
  const whole = page.getByRole('button', { name: 'Show the whole question' });
  assert.equal(await whole.count(), 0, 'nothing is hidden before it was read');
  const decide = async (): Promise<void> => {
    await itemShown(page);
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
  };
  await decide();
  await whole.waitFor();
  await lookAt(page, 'work-folded');
  const heading = page.getByRole('heading', { level: 1 });
  const height = async (): Promise<number> => (await heading.boundingBox())?.height ?? 0;
  const folded = await height();
  await whole.click();
  await page.getByRole('button', { name: 'Show less of the question' }).waitFor();
  assert.ok((await height()) > folded * 3);
  await decide();
  // The question is new: they open by themselves.
  const dialog = page.getByRole('dialog', { name: 'Instructions' });
  const lines = dialog.locator('p, li');
  await lines.first().waitFor();
  assert.deepEqual(await directionsOf(lines), ['rtl', 'rtl', 'ltr']);
  await lookAt(page, 'work-arabic-instructions');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.deepEqual(await directionsOf(page.locator('.question, .option-text')), [
    ...Array.from({ length: 5 }, () => 'rtl'),
    'ltr',
  ]);
  await lookAt(page, 'work-arabic');
  assert.deepEqual(await rulesOfHover(page), [], 'a finger leaves no hover behind');
  assert.deepEqual(complaints, []);
  await context.close();
});

const directionsOf = (texts: Locator): Promise<readonly string[]> =>
  texts.evaluateAll((all) => all.map((text) => getComputedStyle(text).direction));

/** Rules for what a pointer is over that are also for devices without such a pointer. */
function rulesOfHover(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (rules: CSSRuleList): void => {
      for (const rule of rules) {
        if (rule instanceof CSSStyleRule && rule.selectorText.includes(':hover'))
          found.push(rule.selectorText);
        const isForHover = rule instanceof CSSMediaRule && rule.conditionText.includes('hover: hover');
        if (!isForHover && 'cssRules' in rule) look(rule.cssRules as CSSRuleList);
      }
    };
    for (const sheet of document.styleSheets) look(sheet.cssRules);
    return found;
  });
}
