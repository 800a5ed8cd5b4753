import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import type { ASGWorkerClient } from '@asg/sdk';
import { patienceMs } from '@asg/testing';
import type { BrowserContext, Page } from 'playwright-core';
import {
  adminToken,
  imageTask,
  instructedTask,
  labelAll,
  otherWorker,
  type Stand,
  startStand,
  textTask,
} from '../parts/stand.ts';
import { contextOf } from '../parts/visit.ts';
import { type GlanceOptions, glance, settled } from './glance.ts';

const catalogues = new URL('../../../apps/worker/src/i18n/catalogues/', import.meta.url);
/** English is looked at among all pages. */
const languages = readdirSync(catalogues)
  .map((name) => name.replace('.ts', ''))
  .filter((language) => language !== 'en');
/** Those whose pictures are kept, where they are asked for: one of each kind. */
const pictured = new Set(['ar', 'de', 'pt-BR']);

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const wallet = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';

interface Visitor {
  /** Of the session; null: nobody. */
  readonly token: string | null;
  /** Where they go, by the name of the picture, what is pressed there once nothing is in front of it, and what is shown then. */
  readonly pages: readonly (readonly [
    name: string,
    path: string,
    keys?: readonly string[],
    shows?: string,
  ])[];
}

/** A worker of each kind that sees pages of their own. */
async function visitorsOf({ api, host, customer }: Stand): Promise<readonly Visitor[]> {
  const register = async (name: string) => {
    const { token } = await api.registerWorker({
      email: `${name}@worker.example`,
      password: 'correct horse',
    });
    return { token, worker: api.worker(token) };
  };
  const named = async (name: string) => {
    const { token, worker } = await register(name);
    await worker.setProfile({ display_name: longWord.slice(0, 50), country: 'DE', primary_language: 'en' });
    return { token, worker };
  };
  const fresh = await register('fresh');
  const leaver = await named('leaver');
  await leaver.worker.deleteAccount({ password: 'correct horse' });
  const suspended = await named('suspended');
  const { worker_id } = await suspended.worker.me();
  const path = `/v1/admin/workers/${worker_id}/suspend`;
  const body = { reason: `Your answers came faster than the items can be read: ${longWord}.` };
  await api.send({ method: 'POST', path, token: adminToken, body });
  const busy = await named('busy');
  await work(busy.worker, { api, host, customer });
  const [question] = (await busy.worker.questions()).data;
  assert.ok(question !== undefined, 'a question to practise');
  const practice = `/practice/${question.question_id}`;
  return [
    {
      token: null,
      pages: [
        ['sign-up', '/sign-up'],
        ['log-in', '/log-in'],
        ['forgot', '/forgot'],
        ['reset', '/reset#nonsense'],
        ['confirm', '/confirm#nonsense'],
        ['stop', '/stop#nonsense'],
        ['stay', '/stay#nonsense'],
        ['join', '/join#nonsense'],
        ['terms', '/terms'],
      ],
    },
    { token: fresh.token, pages: [['onboarding', '/']] },
    { token: leaver.token, pages: [['leaving', '/']] },
    { token: suspended.token, pages: [['suspended', '/']] },
    {
      token: busy.token,
      pages: [
        ['work', '/', []],
        ['work-instructions', '/', ['i']],
        ['work-keys', '/', ['?']],
        ['earnings', '/earnings'],
        ['history', '/history'],
        ['appeals', '/appeals'],
        ['wallet', '/wallet'],
        ['profile', '/profile'],
        ['security', '/security'],
        ['trail', '/security/trail'],
        ['data', '/data'],
        ['questions', '/questions'],
        ['practice', practice, []],
        ['practice-feedback', practice, ['1', 'Enter'], '.verdict h1'],
        ['practice-gone', '/practice/qst_gone'],
        ['not-found', `/${longWord}`],
      ],
    },
  ];
}

/** Gives them a history with all that can come of a label, a contested one, a wallet, and an item in their hands. */
async function work(
  busy: ASGWorkerClient,
  { api, host, customer }: Pick<Stand, 'api' | 'host' | 'customer'>,
) {
  const [one, two] = await Promise.all(['one', 'two'].map((name) => otherWorker(api, name)));
  assert.ok(one !== undefined && two !== undefined);
  await customer.tasks.submitBatch([imageTask(host, 0), textTask(host, 1)]);
  await labelAll(one);
  await labelAll(busy);
  await customer.tasks.submitBatch([imageTask(host, 2, { consensus_threshold: 3 })]);
  await labelAll(one, 1);
  await labelAll(two, 1);
  await labelAll(busy);
  const { data } = await busy.history();
  const lost = data.find(({ outcome }) => outcome === 'disagreed');
  assert.ok(lost !== undefined, 'a label that others saw differently');
  await busy.openAppeal({ assignment_id: lost.assignment_id, message: `The sun is there: ${longWord}` });
  await busy.setWallet({ address: wallet });
  await customer.tasks.submit(instructedTask(host, 3));
  await practiceOf({ host, customer });
}

/** A question with what it is learnt by: more items than there are languages, each of which answers one. */
async function practiceOf({ host, customer }: Pick<Stand, 'host' | 'customer'>): Promise<void> {
  const lines = languages.map((_, i) =>
    JSON.stringify({
      data_url: `${host.url}/image/${i}.png`,
      gold_label: longWord,
      gold_practice: true,
      gold_explanation: `It is neither the one nor the other: ${longWord}`,
    }),
  );
  const { job_id } = await customer.jobs.upload({
    file: new Blob([[...lines, ...lines].map((line, i) => line.replace('.png', `.png?${i}`)).join('\n')]),
    task_type: 'image_classification',
    label_spec: { question: `Which of these is it: ${longWord}?`, options: ['yes', longWord] },
  });
  await customer.jobs.wait(job_id, { timeoutMs: patienceMs });
}

async function pageFor(stand: Stand, language: string, token: string | null) {
  const { browser, refinery } = stand;
  const context = await contextOf(browser, {
    locale: language,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  if (token !== null) await context.addCookies([{ name: 'asg_worker', value: token, url: refinery.url }]);
  return { context, page: await context.newPage() };
}

async function lookAround(stand: Stand, language: string, visitors: readonly Visitor[]): Promise<number> {
  let seen = 0;
  for (const { token, pages } of visitors) {
    const { context, page }: { context: BrowserContext; page: Page } = await pageFor(stand, language, token);
    for (const [name, path, keys, shows] of pages) {
      // Another document each time: what stands behind # alone would not load it anew.
      await page.goto('about:blank');
      await page.goto(`${stand.refinery.url}/work${path}`);
      await settled(page);
      if (keys !== undefined) await page.keyboard.press('Escape');
      for (const key of keys ?? []) await page.keyboard.press(key);
      await page
        .locator(shows ?? 'h1')
        .first()
        .waitFor({ state: 'attached' });
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      assert.equal(await page.locator('html').getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr');
      // Each page in the one scheme or the other, in turns between pages and languages.
      const isDark = (seen + languages.indexOf(language)) % 2 === 0;
      const options: GlanceOptions = {
        scheme: isDark ? 'dark' : 'light',
        inspected: seen % 4 < 2 ? 390 : 1440,
        pictured: pictured.has(language),
      };
      await glance(page, `${language}-${name}`, options);
      seen++;
    }
    await context.close();
  }
  return seen;
}

/** One server with the same people for all languages. */
const shared = (async () => {
  const stand = await startStand();
  return { stand, visitors: await visitorsOf(stand) };
})();
after(async () => (await shared).stand[Symbol.asyncDispose]());

for (const language of languages)
  test(`${language}: every page without barriers, in both schemes and on every screen, each control with a name`, async () => {
    const { stand, visitors } = await shared;
    assert.equal(await lookAround(stand, language, visitors), 28);
  });
