import assert from 'node:assert/strict';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { startSmtp } from '@asg/mail/testing';
import { patienceMs, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';

const account = { email: 'kim@example.com', password: 'correct horse' };
const next = 'drei Birnen im Boot';

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

const readyCheck = async ({ url }: RunningRefinery): Promise<string | undefined> => {
  const { checks } = (await (await fetch(`${url}/v1/ready`)).json()) as {
    checks: Readonly<Record<string, { readonly detail?: string }>>;
  };
  return checks.mail?.detail;
};

async function until<T>(ask: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> {
  for (const untilMs = Date.now() + patienceMs; ; ) {
    const value = await ask();
    if (holds(value)) return value;
    assert.ok(Date.now() < untilMs, `it did not come, last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('a mail that was acknowledged outlives a kill and a mail server that is down, arrives once, and its link works', async () => {
  const port = await freePort();
  const env = {
    ASG_SMTP_URL: `smtp://127.0.0.1:${port}`,
    ASG_PUBLIC_URL: 'https://asg.example.com',
    ASG_MAIL_FROM: 'ASG <hello@asg.example.com>',
  };
  await using refinery = await startRefinery({ env });
  const api = new TestApi(refinery.url);
  await api.registerWorker(account);
  await api.worker().forgotPassword(account.email.toUpperCase());
  await until(
    () => readyCheck(refinery),
    (detail) => detail?.startsWith('mails wait, the SMTP server does not take them') === true,
  );
  await refinery.kill('SIGKILL');
  await using smtp = await startSmtp({ port });
  await refinery.start();
  const texts = () => smtp.received.map(({ text }) => text.replaceAll('=\r\n', ''));
  await until(
    () => texts().filter((text) => text.includes('Subject: Set a new password')).length,
    (count) => count > 0,
  );
  await until(
    () => readyCheck(refinery),
    (detail) => detail === undefined,
  );
  await until(
    () => texts().length,
    (count) => count >= 2,
  );
  const resets = texts().filter((text) => text.includes('Subject: Set a new password'));
  assert.equal(resets.length, 1);
  assert.deepEqual(
    smtp.received.map(({ to }) => to),
    [[account.email], [account.email]],
    'the mail goes where the account has its e-mail, not where it was typed',
  );
  assert.equal(texts().length, 2, 'the other one asks to verify the address');
  assert.match(resets[0] ?? '', /^From: ASG <hello@asg\.example\.com>\r$/m);
  const token = /https:\/\/asg\.example\.com\/work\/reset#([\w-]{43})/.exec(resets[0] ?? '')?.[1];
  assert.ok(token !== undefined);
  await api.worker().resetPassword({ token, password: next });
  assert.equal((await api.worker().logIn({ ...account, password: next })).worker_id.slice(0, 4), 'wrk_');
  assert.equal((await fetch(`${refinery.url}/dev/mail`)).status, 404, 'where mails are sent, none is shown');
});

test('on the local chain mails are shown, and a restart changes no link', async () => {
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  await api.registerWorker(account);
  const shown = async () => {
    const answer = await fetch(`${refinery.url}/dev/mail.json?to=${account.email}`);
    return ((await answer.json()) as { readonly data: readonly { readonly link: string }[] }).data;
  };
  const [mail] = await until(shown, ({ length }) => length === 1);
  await refinery.restart();
  assert.deepEqual(await shown(), [mail]);
  const [, token = ''] = mail?.link.split('#') ?? [];
  assert.deepEqual(await api.worker().confirmEmail(token), { email: account.email });
});

test('the mailbox opens accounts, so it is for who asks on the machine itself, by its own name', async () => {
  await using refinery = await startRefinery();
  await new TestApi(refinery.url).registerWorker(account);
  const ask = (path: string, headers: Readonly<Record<string, string>>) =>
    new Promise<number | undefined>((resolve, reject) => {
      get(`${refinery.url}${path}`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });
  for (const path of ['/dev/mail', '/dev/mail.json', '/dev/mail/mai_1']) {
    assert.equal(await ask(path, { host: 'evil.example' }), 403, `${path} of a name that leads here`);
    assert.equal(await ask(path, { 'x-forwarded-for': '203.0.113.9' }), 403, `${path} by way of a proxy`);
  }
  assert.equal(await ask('/dev/mail', { host: 'localhost:8081' }), 200);
});
