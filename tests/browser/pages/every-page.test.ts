import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { signInAsOperator, startReceiver } from '../console/parts.ts';
import { adminToken, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { addresses } from './addresses.ts';
import { glance, settled } from './glance.ts';
import { heldForGood, type Organisation, strangeOrganisation } from './organisation.ts';
import { tabProblems } from './tab-walk.ts';

/** One server with the same people for all. */
const shared = (async () => {
  await using parts = new AsyncDisposableStack();
  const { url: hooks } = parts.use(await startReceiver());
  const stand = parts.use(await startStand(heldForGood));
  const organisation = await strangeOrganisation(stand, hooks);
  return { stand, organisation, parts: parts.move() };
})();
after(async () => (await shared).parts.disposeAsync());
interface Visitor {
  readonly who: string;
  /** The beginning of its addresses. */
  readonly app: '/console' | '/work' | '';
  readonly paths: readonly string[];
  readonly enter?: (page: Page, url: string, organisation: Organisation) => Promise<void>;
}

const withCookie =
  (name: string, tokenOf: (organisation: Organisation) => string) =>
  (page: Page, url: string, organisation: Organisation): Promise<void> =>
    page.context().addCookies([{ name, value: tokenOf(organisation), url }]);
const asWorker = (name: keyof Organisation['workers']) =>
  withCookie('asg_worker', ({ workers }) => workers[name]);

const visitors: readonly Visitor[] = [
  { who: 'nobody', app: '/console', paths: [...addresses.outside, '/tasks'] },
  {
    who: 'the owner',
    app: '/console',
    paths: [...addresses.customer, '/nowhere'],
    enter: withCookie('asg_console', ({ owner }) => owner),
  },
  {
    who: 'whose money has run out',
    app: '/console',
    paths: ['/jobs', '/jobs/:waiting'],
    enter: withCookie('asg_console', ({ poor }) => poor),
  },
  {
    who: 'the operator',
    app: '/console',
    paths: addresses.operator,
    enter: (page, url) => signInAsOperator(page, url, adminToken),
  },
  { who: 'nobody', app: '/work', paths: addresses.worker },
  { who: 'a worker', app: '/work', paths: [...addresses.worker, '/nowhere'], enter: asWorker('kim') },
  { who: 'who is suspended', app: '/work', paths: ['/', '/earnings'], enter: asWorker('suspended') },
  { who: 'who is about to go', app: '/work', paths: ['/'], enter: asWorker('leaver') },
  { who: 'whoever comes', app: '', paths: [...addresses.front, '/nowhere'] },
  { who: 'who reads', app: '', paths: ['/docs/'] },
  { who: 'who has no profile', app: '/work', paths: ['/'], enter: asWorker('fresh') },
];
/** The app's pages that were looked at, by whoever was not sent away from them. */
const seen = new Set<string>();

async function come({ enter }: Visitor) {
  const { stand, organisation } = await shared;
  const { url } = stand.refinery;
  const visited = await visit(stand);
  await enter?.(visited.page, url, organisation);
  return visited;
}

/** What is wrong with a page; null: the visitor is sent away from it. */
async function problemsOf(page: Page, { app, who }: Visitor, path: string, isFirst: boolean) {
  const { stand, organisation } = await shared;
  const place = organisation.places[path] ?? path;
  assert.ok(!place.includes(':'), `say in organisation.ts where ${path} is`);
  // Another document each time, and what mails lead to has something behind its #.
  await page.goto('about:blank');
  await page.goto(`${stand.refinery.url}${app}${place}#nonsense`);
  await settled(page);
  const { pathname, search } = new URL(page.url());
  if (pathname + search !== app + place) return null;
  const head = await page.locator('h1').first().textContent();
  assert.doesNotMatch(head ?? '', path === '/nowhere' ? /went wrong/ : /went wrong|no such page/);
  const name = `${app || 'front'}-${who}-${path}`.replaceAll(/\W+/g, '-');
  const problems: string[] = [];
  await glance(page, name, { scheme: 'light', inspected: 'all', pictured: true }).catch((error) =>
    problems.push(String(error)),
  );
  if ((await page.locator('dialog:modal').count()) > 0) {
    problems.push(...(await tabProblems(page, isFirst)));
    await page.keyboard.press('Escape');
  }
  return [...problems, ...(await tabProblems(page, isFirst))];
}

for (const visitor of visitors) {
  const { app, who, paths } = visitor;
  let coming: ReturnType<typeof come> | undefined;
  for (const [index, path] of paths.entries())
    test(`${app}${path} for ${who}: no barrier on any screen, and each stop of the keyboard is seen`, async () => {
      coming ??= come(visitor);
      const { context, page, complaints } = await coming;
      const isOpenToAll = who === 'a worker' && seen.has(app + path);
      const problems = isOpenToAll ? null : await problemsOf(page, visitor, path, index === 0);
      if (index === paths.length - 1) await context.close();
      if (problems === null) return;
      seen.add(app + path);
      assert.deepEqual([...problems, ...complaints.splice(0)], []);
    });
}

test('a stop that is not shown, covered, or never come to is found', async () => {
  const { context, page } = await come({ who: '', app: '/work', paths: [] });
  await page.setContent(`<style>#quiet:focus { outline: none }</style>
    <button>first</button><button id="quiet">quiet</button><button>covered</button>
    <div style="position: fixed; inset: 0 0 0 90px; background: white"></div>
    <a href="/never" onclick="">never</a>
    <script>addEventListener('keydown', () => document.querySelector('a').setAttribute('inert', ''))</script>`);
  const told = (await tabProblems(page, true)).map((problem) => problem.split(/: | to /)[0]);
  assert.deepEqual(told, [
    'nothing shows the focus',
    'the focus is off the screen or covered',
    'Tab never comes',
  ]);
  await context.close();
});

test('who is suspended reads what went back to those who paid it, and why', async () => {
  const { stand } = await shared;
  const { context, page } = await come({ who: '', app: '/work', paths: [], enter: asWorker('suspended') });
  await page.goto(`${stand.refinery.url}/work/earnings`);
  const gone = page.getByRole('table', { name: 'Gone back to those who paid it' });
  await gone.getByText(/^-\d+ sats$/).waitFor();
  assert.match((await gone.textContent()) ?? '', /WWWW/, 'with the reason');
  await context.close();
});

test('no page was left out', () => {
  const { customer, front, operator, outside, worker } = addresses;
  const all = [
    ...[...customer, ...operator, ...outside].map((path) => `/console${path}`),
    ...worker.map((path) => `/work${path}`),
    ...front,
  ];
  assert.ok(all.length > 60, `only ${all.length} were found`);
  assert.deepEqual(
    all.filter((page) => !seen.has(page)),
    [],
  );
});
