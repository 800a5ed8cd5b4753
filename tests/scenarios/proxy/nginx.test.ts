import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openAsBlob, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeTemporaryFolder } from '@asg/instance';
import { isThere } from '../../programs.ts';
import {
  addressesAreRight,
  closedPathsAreClosed,
  labelsArrive,
  linksStayHome,
  raw,
  speaksAsBrowsersDo,
  startBehind,
} from './checks.ts';
import { startNginx } from './proxies.ts';

const missing = ['nginx', 'openssl'].filter((program) => !isThere(program));
const skip = missing.length === 0 ? false : `no ${missing.join(', no ')} here`;
const mebibyte = 1_048_576;
const uploadMebibytes = 300;
const uploadRows = 30;
/** Far below what is uploaded; a start, its caches and a collection that is due take some. */
const grownMebibytesMax = 150;

test('nginx with TLS below a path: clients, events, polls, uploads, addresses, what is closed', {
  skip,
}, async (t) => {
  await using behind = await startBehind(
    (port) => startNginx('asg-subpath.conf', 'tools.example.com', port),
    {
      basePath: '/labels',
    },
  );
  const { proxy, refinery, url, api } = behind;
  const apiKey = await labelsArrive(behind);
  await speaksAsBrowsersDo(behind);
  await linksStayHome(behind);
  await closedPathsAreClosed(behind);

  // What is not below the path is of the host's other programs.
  for (const path of ['/', '/v1/health', '/LABELS/v1/health', '/labelsx/v1/health', '/labels%2fv1/health'])
    assert.doesNotMatch((await raw(proxy, path)).text, /"status":"ok"|ASG Refinery/, path);
  // Written otherwise nginx takes it for the path; the server does not.
  for (const path of ['//labels/v1/health', '/%6cabels/v1/health', '/x/../labels/v1/health'])
    assert.equal((await raw(proxy, path)).status, 404, path);
  const bare = await raw(proxy, '/labels', { headers: { 'x-forwarded-host': 'evil.example' } });
  assert.deepEqual([bare.status, bare.headers.location], [308, '/labels/']);

  // A refusal does not wait for the whole body: nothing of it is kept on the way.
  const refused = request({
    host: '127.0.0.1',
    servername: 'localhost',
    port: proxy.port,
    path: '/labels/v1/assets',
    method: 'POST',
    headers: { authorization: 'Bearer sk_sandbox_none', 'content-length': 50 * mebibyte },
  }).on('error', () => {});
  refused.write(Buffer.alloc(mebibyte));
  const [answer] = await once(refused, 'response');
  assert.equal(answer.statusCode, 401);
  refused.destroy();

  const residentOf = (): number =>
    Math.round(
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${refinery.pid}/status`, 'utf8'))?.[1]) / 1_024,
    );
  const peakOf = (): number =>
    Math.round(
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${refinery.pid}/status`, 'utf8'))?.[1]) / 1_024,
    );
  const before = residentOf();
  const client = api.customer(apiKey);
  const { job_id } = await client.jobs.upload({
    name: 'large',
    task_type: 'sentiment',
    label_spec: { question: 'How content is the customer?', options: ['content', 'not content'] },
    consensus_threshold: 2,
    file: await openAsBlob(await largeManifest()),
  });
  const grown = peakOf() - before;
  t.diagnostic(`${uploadMebibytes} MiB uploaded: ${before} MiB before, at most ${grown} MiB more`);
  assert.ok(grown < grownMebibytesMax, `${grown} MiB more`);
  const job = await client.jobs.get(job_id);
  assert.notEqual(job.status, 'failed');

  await addressesAreRight(behind);
  await t.test(
    'the Python client',
    { skip: pythonWith('requests') === null ? 'no Python with requests here' : false },
    async () => {
      const said = await runPython(pythonWith('requests') ?? '', url, apiKey, proxy.certificate.certFile);
      assert.match(said, /^Kim tsk_\w+ tsk_\w+$/m);
    },
  );
});

test('nginx on a host of its own: the same without a path', { skip }, async () => {
  await using behind = await startBehind((port) => startNginx('asg.conf', 'asg.example.com', port));
  await labelsArrive(behind);
  await speaksAsBrowsersDo(behind);
  await closedPathsAreClosed(behind);
});

/** So many rows, far apart: blank lines between them make it large. */
async function largeManifest(): Promise<string> {
  const file = join(await makeTemporaryFolder('asg-upload'), 'large.jsonl');
  const handle = await open(file, 'w');
  const blanks = Buffer.alloc(mebibyte, '\n');
  for (let row = 0; row < uploadRows; row++) {
    await handle.write(`${JSON.stringify({ text: `Text ${row}` })}\n`);
    for (let n = 0; n < uploadMebibytes / uploadRows; n++) await handle.write(blanks);
  }
  await handle.close();
  return file;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The Python of the client's own tests, or the machine's, where it has the package. */
function pythonWith(_name: 'requests'): string | null {
  const own = join(root, 'node_modules/.python/bin/python');
  if (existsSync(own)) return own;
  return isThere('python3 && python3 -c "import requests"') ? 'python3' : null;
}

const script = `
import sys
from asg_gateway import ASGGatewayClient
client = ASGGatewayClient(api_key=sys.argv[2], base_url=sys.argv[1])
task = client.submit_task("sentiment", None, {"question": "Content?", "options": ["yes", "no"]}, text="Good.")
print(client.get_customer()["name"], task["task_id"], client.get_task(task["task_id"])["task_id"])
`;

async function runPython(python: string, url: string, apiKey: string, certFile: string): Promise<string> {
  const env = { ...process.env, PYTHONPATH: join(root, 'sdks/python/src'), REQUESTS_CA_BUNDLE: certFile };
  const { stdout } = await promisify(execFile)(python, ['-c', script, url, apiKey], { env });
  return stdout;
}
