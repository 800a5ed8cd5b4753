import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
/** Of script, compressed, before the first page can be used. */
const firstLoadBytesMax = 150_000;

/** The scripts that the page names, and those that they import at once. */
function firstScripts(): ReadonlySet<string> {
  const page = readFileSync(new URL('index.html', dist), 'utf8');
  const found = new Set<string>();
  const follow = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    const text = readFileSync(new URL(path, dist), 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      follow(`assets/${name}`);
  };
  for (const [, path] of page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)) follow(path!);
  return found;
}

test('the first load is under 150 kB of script, compressed, and nothing of it comes from elsewhere', () => {
  const scripts = [...firstScripts()];
  assert.ok(scripts.some((path) => path.startsWith('assets/')));
  const bytes = scripts.reduce(
    (sum, path) => sum + gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length,
    0,
  );
  assert.ok(bytes < firstLoadBytesMax, `${bytes} bytes`);
  const page = readFileSync(new URL('index.html', dist), 'utf8');
  assert.equal(/(?:src|href)="(?!\.\/)/.exec(page), null);
  assert.doesNotMatch(page, /<script>|<style|style="/, 'the policy of the page allows nothing inline');
});
