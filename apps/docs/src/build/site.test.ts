import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { errorTable } from '@asg/wire';
import { type Contract, nounSlug, operationsOf } from '../reference/contract.ts';
import { pageHtml } from './layout.ts';
import { Links } from './links.ts';
import { rendered } from './markdown.ts';
import { hrefTo } from './page.ts';
import { readSite } from './site.ts';

const repository = dirname(dirname(dirname(dirname(import.meta.dirname))));
const contract: Contract = JSON.parse(readFileSync(join(repository, 'contract/openapi.json'), 'utf8'));
const site = readSite(repository);
const pageOf = (slug: string) => site.pages.find((page) => page.slug === slug) ?? assert.fail(slug);

test('each operation of the contract has a place of its own, with an example that a shell can read', () => {
  for (const { operationId, tags, path } of operationsOf(contract)) {
    const page = pageOf(nounSlug(tags[0] ?? ''));
    assert.ok(
      page.headings.some(({ id }) => id === operationId),
      operationId,
    );
    assert.ok(page.text.includes(`\`${path}\``), path);
  }
  const examples = site.pages
    .filter(({ slug }) => slug.startsWith('api/'))
    .flatMap(({ text }) =>
      [...text.matchAll(/```bash title="Example"\n([\s\S]*?)```/g)].map(([, code = '']) => code),
    );
  assert.equal(examples.length, operationsOf(contract).length);
  execFileSync('sh', ['-n'], { input: examples.join('\n') });
});

test('each page and each app says what a shared link to it shows', () => {
  const files = { script: 's.js', style: 's.css', font: 'f.woff2', search: 's.json' };
  const heads = [
    ...site.pages.map((page) => pageHtml(page, site, files)),
    ...['console', 'worker'].map((app) => readFileSync(join(repository, `apps/${app}/index.html`), 'utf8')),
  ];
  for (const head of heads)
    for (const name of ['og:title', 'og:description'])
      assert.match(head, new RegExp(`<meta property="${name}" content="[^"]+"`));
});

test('the table of errors is the one that the server answers from', () => {
  const { text } = pageOf('errors');
  for (const [reason, { message }] of Object.entries(errorTable)) {
    assert.ok(text.includes(`\`${reason}\``), reason);
    assert.ok(text.includes(message.replaceAll('|', '\\|')), message);
  }
});

test('a document is in the menu without being named there, and each page once', () => {
  const shown = site.menu.flatMap(({ pages }) => pages.map(({ slug }) => slug));
  assert.equal(new Set(shown).size, shown.length);
  const left = site.pages.filter(({ slug }) => !shown.includes(slug) && !slug.startsWith('decisions/'));
  assert.deepEqual(
    left.map(({ slug }) => slug),
    [],
  );
  assert.ok(shown.includes('operating/aerospike'));
});

test('links are relative, at any depth, and one that leads nowhere stops the build', () => {
  assert.equal(hrefTo('quickstart', 'api/tasks', '#submitTask'), 'api/tasks#submitTask');
  assert.equal(hrefTo('api/tasks', ''), '../');
  assert.equal(hrefTo('api', ''), './');
  for (const { slug, html } of site.pages) assert.doesNotMatch(html, /(?:href|src)="\/|style="/, slug);
  const links = new Links(new Map([['docs/a.md', 'a']]), new Map(), () => false);
  const source = (text: string) => ({ file: 'docs/a.md', slug: 'a', text: `# A\n\n${text}` });
  assert.throws(
    () => rendered(source('[gone](gone.md)'), links),
    /docs\/a\.md: the link gone\.md leads nowhere/,
  );
  const page = rendered(source('[place](#nowhere)'), links);
  assert.deepEqual(links.problems([page]), ['docs/a.md: the page a has no heading #nowhere']);
});
