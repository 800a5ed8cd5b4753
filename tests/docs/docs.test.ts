import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { isThere } from '../programs.ts';
import { repository } from '../shell.ts';
import { documents } from './parts/blocks.ts';
import { openCrowd } from './parts/crowd.ts';
import { type ModelEndpoint, startModelEndpoint } from './parts/model-endpoint.ts';
import { preparations } from './parts/preparations.ts';
import { follow, type Tally } from './parts/reader.ts';

const adminToken = 'admin-token-of-the-docs';
const ownPython = join(repository, 'node_modules/.python/bin/python');
const python = existsSync(ownPython) ? ownPython : (process.env.PYTHON ?? 'python3');
const missing = ['curl', 'jq', 'openssl', python].find((tool) => !isThere(tool));
const hasRequests = (): boolean => spawnSync(python, ['-c', 'import requests']).status === 0;
const skip =
  missing !== undefined
    ? `${missing} is not installed`
    : !hasRequests() && `${python} has no requests, which the Python client needs`;
const only = process.env.DOCS_ONLY;

const tally: Tally = { run: 0, read: 0, norun: 0, operators: 0, shown: 0 };
let refinery: RunningRefinery;
let model: ModelEndpoint;

before(async () => {
  if (skip !== false) return;
  model = await startModelEndpoint();
  const env = {
    SETTLE_MAX_WAIT_MS: '50',
    ASG_ALLOW_LOOPBACK: 'true',
    ASG_ADMIN_TOKEN: adminToken,
    RATE_LIMITS: 'false',
  };
  refinery = await startRefinery({ env });
});
after(async () => {
  await refinery?.[Symbol.asyncDispose]();
  model?.[Symbol.dispose]();
});

/** Their readers label themselves: nobody else may come before them. */
const alone = ['docs/quickstart.md', 'docs/workers.md'];
const all = documents().filter(({ file }) => only === undefined || file.includes(only));

/** Whatever stands in front of the reader: a server, an account, the models and files that the page speaks of. */
async function readerOf(file: string): Promise<Record<string, string>> {
  const name = file.replaceAll(/\W/g, '-');
  const { api_key } = await new TestApi(refinery.url).registerCustomer({
    name,
    email: `${name}@example.com`,
  });
  return {
    ASG_BASE_URL: refinery.url,
    ASG_API_KEY: api_key,
    ASG_ADMIN_TOKEN: adminToken,
    PYTHONPATH: join(repository, 'sdks/python/src'),
    MODEL_URL: model.url,
    ASG_MODEL_KEY: 'a-key-of-the-endpoint',
  };
}

test('every block of code of the docs runs as it is written, or says why it is not run', {
  skip,
}, async () => {
  const failures: string[] = [];
  const read = async (isAlone: boolean): Promise<void> => {
    for (const document of all.filter(({ file }) => alone.includes(file) === isAlone)) {
      const variables = await readerOf(document.file);
      const { prepare, check } = preparations[document.file] ?? {};
      const more = (await prepare?.(refinery.url, variables.ASG_API_KEY ?? '')) ?? {};
      const startedMs = performance.now();
      try {
        const told = await follow(document, { ...variables, ...more }, { python, tally });
        await check?.(told, refinery.url, variables.ASG_API_KEY ?? '');
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
      console.log(
        `${document.file}: ${document.blocks.length} blocks, ${Math.round(performance.now() - startedMs)} ms`,
      );
    }
  };
  await read(true);
  {
    await using _crowd = openCrowd(refinery.url, 3);
    await read(false);
  }
  console.log(
    `blocks of the docs: ${tally.run} run, ${tally.read} read as data, ${tally.norun} not run and say why, ${tally.operators} of operators, ${tally.shown} shown`,
  );
  assert.deepEqual(failures, []);
});
