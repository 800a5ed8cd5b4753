import { readFile, writeFile } from 'node:fs/promises';
import { startRefinery } from '@asg/testing';

/** Writes `contract/openapi.json` as the server serves it, or with --check tells whether the file is fresh. */
const file = 'contract/openapi.json';
await using refinery = await startRefinery();
const served = await fetch(`${refinery.url}/openapi.json`);
if (!served.ok)
  throw new Error(`the server answers ${served.status} for its own document: ${await served.text()}`);
const fresh = `${JSON.stringify(await served.json(), null, 2)}\n`;
if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8').catch(() => '')) !== fresh) {
    console.error(
      `${file} is not what the server serves: run npm run contract:write and review the difference`,
    );
    process.exitCode = 1;
  } else console.log(`${file} is fresh`);
} else {
  await writeFile(file, fresh);
  console.log(`${file} written`);
}
