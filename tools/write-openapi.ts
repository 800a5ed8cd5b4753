import { readFile, writeFile } from 'node:fs/promises';
import { startRefinery } from '@asg/testing';
import { type OpenApi, pythonTypes } from './python-types.ts';

/** Writes the contract as the server serves it and what is made from it, or with --check tells whether they are fresh. */
await using refinery = await startRefinery();
const served = await fetch(`${refinery.url}/openapi.json`);
if (!served.ok)
  throw new Error(`the server answers ${served.status} for its own document: ${await served.text()}`);
const document = await served.json();
const fresh = {
  'contract/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'sdks/python/src/asg_gateway/types.py': pythonTypes(document as OpenApi),
};
for (const [file, text] of Object.entries(fresh)) {
  if (!process.argv.includes('--check')) {
    await writeFile(file, text);
    console.log(`${file} written`);
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(
      `${file} is not what the server serves: run npm run contract:write and review the difference`,
    );
    process.exitCode = 1;
  } else console.log(`${file} is fresh`);
}
