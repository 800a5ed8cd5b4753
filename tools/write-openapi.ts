import { readFile, writeFile } from 'node:fs/promises';
import { startTestGateway } from '../packages/gateway/src/testing/test-gateway.ts';
import { type OpenApi, pythonTypes } from './python-types.ts';

/** Writes the contract as the server serves it and what is made from it, or with --check tells whether they are fresh. */
await using gateway = await startTestGateway();
const served = await gateway.app.inject({ method: 'GET', url: '/openapi.json' });
if (served.statusCode !== 200)
  throw new Error(`the server answers ${served.statusCode} for its own document: ${served.body}`);
const document: unknown = served.json();
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
