import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startRefinery, TestApi } from '@asg/testing';
import { entrancesOf } from './entrances.ts';
import { isRefused, mixedZip, names, refused } from './zip-cases.ts';

test('a zip has its verdict, the same at each entrance', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-zips-'));
  try {
    // What it is is told by its content.
    const path = join(folder, 'pictures.csv');
    writeFileSync(path, mixedZip());
    await using refinery = await startRefinery();
    const { api_key } = await new TestApi(refinery.url).registerCustomer({
      name: 'Ada',
      email: 'ada@example.com',
    });
    const entrances = entrancesOf(refinery.url, api_key, 'moderation');
    const addresses = new Map<unknown, string>();
    for (const entrance of ['job upload', 'job URL', 'asg batch']) {
      const taken = await entrances[entrance]?.(path, undefined);
      assert.ok(taken !== undefined);
      const { tasks, errors, said } = taken;
      assert.deepEqual(
        errors,
        names.flatMap((name, i) => (isRefused(name) ? i + 1 : [])),
        said,
      );
      for (const [name, words] of refused) {
        const line = said.split('\n').find((one) => one.includes(`${name}: `)) ?? '';
        assert.match(line, words, `${entrance}: ${said}`);
      }
      assert.match(said, /what systems leave .* is passed over/, entrance);
      const shown = new Map(tasks.map(({ metadata, data_url }) => [metadata?.file, data_url]));
      const good = names.filter((name) => !isRefused(name));
      assert.deepEqual([...shown.keys()].map(String).sort(), good.toSorted(), entrance);
      assert.equal(shown.get('again.png'), shown.get('media/rgb.png'));
      for (const [name, url] of shown) assert.equal(url, addresses.get(name) ?? url, entrance);
      for (const [name, url] of shown) addresses.set(name, url);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
