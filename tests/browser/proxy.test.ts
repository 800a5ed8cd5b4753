import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isThere } from '../programs.ts';
import { startBehind } from '../scenarios/proxy/checks.ts';
import { startNginx } from '../scenarios/proxy/proxies.ts';
import { go, signIn } from './console/parts.ts';
import { launchChromium } from './parts/chromium.ts';
import { lookAt } from './parts/looks.ts';
import { contextOf } from './parts/visit.ts';
import { itemShown, signUp } from './parts/visitor.ts';

const missing = ['nginx', 'openssl'].filter((program) => !isThere(program));

/** The flag by which Chromium trusts this certificate, also for service workers. */
function trusting(certFile: string): string {
  const key = new X509Certificate(readFileSync(certFile)).publicKey.export({ type: 'spki', format: 'der' });
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`;
}

test('behind nginx, with TLS and below a path: the Console, the worker app, events and what is kept for offline', {
  skip: missing.length === 0 ? false : `no ${missing.join(', no ')} here`,
}, async () => {
  await using behind = await startBehind(
    (port) => startNginx('asg-subpath.conf', 'tools.example.com', port),
    {
      basePath: '/labels',
    },
  );
  const { api, url, proxy } = behind;
  const { api_key } = await api.registerCustomer({ name: 'Kim', email: 'kim@customer.example' });
  const client = api.customer(api_key);
  const { data_url } = await client.assets.upload(new Blob(['Well packed.'], { type: 'text/plain' }));
  await using browser = Object.assign(await launchChromium([trusting(proxy.certificate.certFile)]), {
    [Symbol.asyncDispose]: () => browser.close(),
  });
  const context = await contextOf(browser, { reducedMotion: 'reduce' });
  const strayed: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('blob:'))
      strayed.push(request.url());
  });

  const desk = await context.newPage();
  await signIn(desk, url, api_key);
  await desk.getByText('Live', { exact: true }).first().waitFor();
  const { task_id } = await client.tasks.submit({
    type: 'sentiment',
    data_url,
    label_spec: { question: 'How content is the customer?', options: ['content', 'not content'] },
    consensus_threshold: 2,
  });
  await go(desk, 'Tasks');
  await desk.getByRole('link', { name: 'How content is the customer?' }).click();
  await desk.getByText('Well packed.').waitFor();
  assert.equal(desk.url(), `${url}/console/tasks/${task_id}`);
  await desk.reload();
  await desk.getByText('Well packed.').waitFor();
  await lookAt(desk, 'proxy-console');

  const worker = await context.newPage();
  await signUp(worker, url, 'Lee');
  await itemShown(worker);
  await worker.locator('.options .option').first().click();
  await worker.getByRole('button', { name: 'Submit' }).click();
  // It is sent once it may no longer be taken back.
  await worker.waitForResponse(
    (answer) => /labels.v1.work.(labels|.+.label)$/.test(answer.url()) && answer.ok(),
  );
  assert.equal((await client.tasks.get(task_id)).labels_received, 1);
  await lookAt(worker, 'proxy-worker');

  const scope = await worker.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.equal(scope, `${url}/work/`);
  const cookies = await context.cookies(`${url}/work/`);
  assert.ok(cookies.length > 0);
  for (const { name, path, secure, httpOnly } of cookies)
    assert.deepEqual([path, secure, httpOnly], ['/labels/', true, true], name);
  assert.deepEqual(strayed, [], 'nothing is asked for outside of the path');
  await context.setOffline(true);
  await worker.goto(`${url}/work/history`);
  await worker.locator('#root > *').first().waitFor();
});
