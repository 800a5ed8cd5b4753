import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildTransaction, dataScript, SigningKey, sha256 } from '@asg/chain';
import { commitmentPushes, sats } from '@asg/domain';
import { isRecord } from '@asg/values/json';
import { at } from '@asg/values/present';
import { lookAt, violationsOn } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { contextOf, visit, waitMs } from '../parts/visit.ts';

const shared = startStand();
after(async () => (await shared)[Symbol.asyncDispose]());
/** What the front page may weigh before anything is pressed, with the head of each answer. */
const bytesMax = 150_000;

test('a newcomer comes from / to a verified receipt, by mouse alone', async () => {
  const stand = await shared;
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  const asked: string[] = [];
  let bytes = 0;
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  page.on('requestfinished', (request) => {
    void request.sizes().then(({ responseBodySize, responseHeadersSize }) => {
      bytes += responseBodySize + responseHeadersSize;
    });
  });
  await page.goto(`${url}/`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Make a label now' }).waitFor();
  assert.ok(bytes > 0 && bytes < bytesMax, `${bytes} bytes`);
  assert.ok(
    asked.every((one) => one.startsWith(`GET ${url}/`) && !one.includes('/v1/')),
    asked.join('\n'),
  );
  await lookAt(page, 'front', { whole: true });

  await page.getByRole('link', { name: 'See a label being made' }).click();
  await page.getByRole('button', { name: 'Make a label now' }).click();
  await page.getByText('Done: the label is decided and paid').waitFor();
  assert.equal(await page.locator('.step[data-state="done"]').count(), 6);
  assert.equal(await page.locator('.checks li[data-state="passed"]').count(), 9);
  assert.equal(await page.locator('.votes li[data-state="agreed"]').count(), 2);
  assert.ok(asked.includes(`POST ${url}/v1/customers`));
  assert.deepEqual(await context.cookies(), [], 'no device is noted for people who do not exist');
  const shown = await page.locator('.wire').textContent();
  assert.doesNotMatch(shown ?? '', /sk_sandbox_\w{9}/, 'what goes over the wire is shown without keys');
  await lookAt(page, 'front-done', { whole: true });

  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'The receipt file' }).click();
  const file = await (await saving).path();
  await page.getByRole('link', { name: /^Transaction / }).click();
  await page.getByRole('heading', { name: 'A payment for labels' }).waitFor();
  assert.equal(await page.getByText('Pays a worker', { exact: true }).count(), 2);
  assert.equal(await page.getByText('Commitment to labels', { exact: true }).count(), 1);
  await lookAt(page, 'chain-payment', { whole: true });
  await page.goBack();
  await page.getByRole('link', { name: 'Check it yourself' }).click();
  await page.getByLabel('Receipt file').setInputFiles(file);
  await page.getByRole('heading', { name: 'It holds', exact: true }).waitFor();
  await lookAt(page, 'verify', { whole: true });
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the longest payment is found by search, read in a page of 200 outputs and followed to its block and payees', async () => {
  const stand = await shared;
  const { api, refinery } = stand;
  const { context, page, complaints } = await visit(stand);
  const key = new SigningKey(sha256(Buffer.from('who pays')), 'local');
  const pay = { address: key.address, sats: 100_000_000 };
  const { body: paid } = await api.send({ method: 'POST', path: '/chain/pay', body: pay });
  assert.ok(isRecord(paid) && typeof paid.txid === 'string');
  const payees = Array.from({ length: 40 }, (_, n) => new SigningKey(sha256(Buffer.of(n)), 'local'));
  const pushes = commitmentPushes(`stl_${'0'.repeat(26)}`, Buffer.alloc(32, 0xab));
  const built = buildTransaction({
    coins: [{ txid: paid.txid, vout: 0, satoshis: sats(pay.sats), lockingScript: key.lockingScript }],
    outputs: [
      { satoshis: sats(0), lockingScript: dataScript(pushes) },
      ...Array.from({ length: 1_000 }, (_, n) => ({
        satoshis: sats(n === 0 ? 98_765_432 : 1),
        lockingScript: at(payees, n % payees.length).lockingScript,
      })),
    ],
    changeScript: key.lockingScript,
    feeRateSatsPerKb: 500,
    keys: [key],
  });
  assert.ok(built.ok);
  const { txid, extended: rawTx } = built.transaction;
  await api.send({ method: 'POST', path: '/chain/arc/v1/tx', body: { rawTx } });

  await page.goto(`${refinery.url}/chain`);
  await lookAt(page, 'chain', { whole: true });
  const search = async (text: string): Promise<void> => {
    await page.getByRole('searchbox').fill(text);
    await page.keyboard.press('Enter');
  };
  await search(txid.slice(0, 12));
  await page.waitForURL(`${refinery.url}/chain/tx/${txid}`);
  await page.getByText('in 1,000 outputs to 40 addresses').waitFor();
  assert.equal(await page.getByText('Pays a worker', { exact: true }).count(), 199);
  await lookAt(page, 'chain-longest');
  await page.getByRole('link', { name: 'Next 200' }).first().click();
  await page.getByText('#200', { exact: true }).waitFor();
  await page
    .getByRole('link', { name: at(payees, 5).address })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Address' }).waitFor();
  await lookAt(page, 'chain-address');
  await search(`task_${'0'.repeat(26)}`);
  await page.getByRole('heading', { name: 'Tasks are not on the chain' }).waitFor();
  await lookAt(page, 'chain-task');
  await search('f'.repeat(64));
  await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await lookAt(page, 'chain-nothing');
  await search('3');
  await page.getByRole('heading', { name: 'Block 3' }).waitFor();
  await lookAt(page, 'chain-block', { whole: true });
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a demo that is refused ends with the reason, and can be begun again', async () => {
  const stand = await shared;
  const { context, page } = await visit(stand);
  const body = { error: 'too many requests', code: 'RATE_LIMITED' };
  const headers = { 'retry-after': '7' };
  await page.route('**/v1/workers', (route) => route.fulfill({ status: 429, json: body, headers }), {
    times: 1,
  });
  await page.goto(`${stand.refinery.url}/`);
  await page.getByRole('button', { name: 'Make a label now' }).click();
  await page.getByText('Too many requests from your address just now').waitFor();
  assert.match((await page.locator('#demo-status').textContent()) ?? '', /in 7 s/);
  assert.equal(await page.locator('.step[data-step="labels"]').getAttribute('data-state'), 'failed');
  assert.deepEqual(await violationsOn(page), []);
  await page.getByRole('button', { name: 'Make a label now' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('You stopped it.').waitFor();
  await context.close();
});

test('without scripts the page reads as it is, and tells of one run', async () => {
  const stand = await shared;
  const context = await contextOf(stand.browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${stand.refinery.url}/`);
  await page.getByText('Recorded on').waitFor({ timeout: waitMs });
  assert.equal(await page.getByRole('button', { name: 'Make a label now' }).isVisible(), false);
  await context.close();
});

test('a page that is not there is one, in the apps and beside them', async () => {
  const stand = await shared;
  const { url } = stand.refinery;
  const { context, page } = await visit(stand);
  for (const path of ['/no/such/page', '/console/nothing.png', '/work/assets/nothing.js']) {
    const response = await page.goto(url + path);
    assert.equal(response?.status(), 404, path);
    await page.getByRole('heading', { name: 'This strand leads nowhere' }).waitFor();
  }
  await lookAt(page, 'not-found');
  await page.getByRole('link', { name: 'To the front page' }).click();
  await page.waitForURL(`${url}/`);
  await context.close();
});
