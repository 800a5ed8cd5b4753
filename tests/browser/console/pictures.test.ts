import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { test } from 'node:test';
import { rowsOf } from '@asg/formats';
import { png } from '../parts/png.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, go, saved, signIn } from './parts.ts';

const cases = join(import.meta.dirname, '../../../packages/pictures/cases');
const pictures = 200;

/** A folder of so many files that differ: the cases of many formats, and drawings; beside them what folders hold besides. */
function makeFolder(): { readonly folder: string; readonly names: readonly string[] } {
  const folder = join(mkdtempSync(join(tmpdir(), 'asg-pictures-')), 'holiday 🏖');
  mkdirSync(join(folder, 'more'), { recursive: true });
  const found = readdirSync(cases);
  const names = Array.from({ length: pictures }, (_, i) => {
    const number = String(i).padStart(3, '0');
    const source = found[i];
    const name = source === undefined ? `more/${number}.png` : `${number}-${basename(source)}`;
    const drawing = (): Buffer => png(40, 30, (x, y) => [(i * 7) % 256, (x * 6) % 256, (y * 8) % 256]);
    writeFileSync(join(folder, name), source === undefined ? drawing() : readFileSync(join(cases, source)));
    return name;
  });
  writeFileSync(join(folder, '.DS_Store'), 'x');
  writeFileSync(join(folder, 'notes.md'), '# Notes');
  return { folder, names };
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('a folder of 200 mixed pictures becomes labelled rows with their names, by the mouse', async () => {
  await using stand = await startStand();
  const { folder, names } = makeFolder();
  const { context, page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  await go(page, 'Submit');
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByLabel('Or choose a folder of pictures').setInputFiles(folder);
  await page.getByText('200 pictures, ').waitFor();
  await page.getByText('holiday 🏖/notes.md').waitFor();
  assert.equal(await page.getByText('.DS_Store').count(), 0);
  await page.getByRole('textbox', { name: 'Question' }).fill('Is there a sun?');
  await page.getByRole('textbox', { name: 'Options' }).fill('yes\nno');
  await page.getByRole('button', { name: 'Submit 200 pictures' }).click();
  const others = page.getByRole('button', { name: /^Submit the other \d+$/ });
  await others.waitFor();
  const said = (await page.getByRole('alert').textContent()) ?? '';
  assert.match(said, /rgb\.heic: it is a HEIC picture/);
  assert.match(said, /rgb\.jp2: it is a JPEG 2000 picture/);
  assert.match(said, /trunc\.jpg: [^.]*it is truncated/);
  assert.match(said, /huge\.png: [^.]*30000/);
  const kept = Number(/\d+/.exec((await others.textContent()) ?? '')?.[0]);
  const refused = said.split('holiday 🏖/').length - 1;
  assert.equal(kept, pictures - refused, said);
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/assets')) sent++;
  });
  await others.click();
  await page.getByRole('heading', { name: /^holiday/, level: 1 }).waitFor();
  assert.equal(sent, refused, 'what is kept is not sent again');
  await crowdLabels(stand, 'pictures', 6);
  await page.getByText(`${kept} of ${kept} tasks are done`).waitFor();
  await page.getByText('Completed', { exact: true }).waitFor();
  const { bytes } = await saved(page, 'CSV');
  const rows: Readonly<Record<string, unknown>>[] = [];
  for await (const row of rowsOf(chunks(bytes))) if (row.kind === 'values') rows.push(row.values);
  assert.equal(rows.length, kept);
  for (const { file, consensus_label, data_url } of rows) {
    assert.ok(names.includes(String(file).replace('holiday 🏖/', '')), String(file));
    assert.ok(['yes', 'no'].includes(String(consensus_label)), extname(String(file)));
    assert.match(String(data_url), /^asset:/);
  }
  await page.getByRole('link', { name: 'See its tasks' }).click();
  await page.getByRole('link', { name: 'Is there a sun?' }).first().waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>('.glance img')].some((image) => image.naturalWidth > 0),
  );
  assert.deepEqual(complaints, []);
  await context.close();
  rmSync(join(folder, '..'), { recursive: true });
});
