import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync, renameSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { makeTemporaryFolder } from '@asg/instance';
import { systemClock } from '@asg/runtime';
import { patienceMs, startRefinery, TestApi } from '@asg/testing';
import { isThere } from '../../programs.ts';
import { makeCertificate } from './certificates.ts';

const skip = isThere('openssl') ? false : 'no openssl here, which makes the certificates';

/** Whose certificate a new connection is shown. */
async function shownAt(url: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), servername: 'localhost' });
  await once(socket, 'secureConnect');
  const { CN } = socket.getPeerCertificate().subject;
  socket.destroy();
  return [CN].flat().join();
}

async function until(told: string, is: () => Promise<boolean>): Promise<void> {
  const endMs = systemClock.nowMs() + patienceMs;
  while (!(await is())) {
    assert.ok(systemClock.nowMs() < endMs, told);
    await systemClock.sleep(50);
  }
}

/** The status of a request on a connection that stays. */
async function ask(url: string, agent: Agent): Promise<number | undefined> {
  const asked = request(url, { agent }).end();
  const [response] = await once(asked, 'response');
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}

test('the server speaks TLS by itself, and serves a renewed certificate without a restart', {
  skip,
}, async () => {
  const folder = await makeTemporaryFolder('asg-tls');
  const [first, second, third] = ['first', 'second', 'third'].map((name) => makeCertificate(folder, name));
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  const [certFile, keyFile] = [join(folder, 'fullchain.pem'), join(folder, 'privkey.pem')];
  const put = (from: string, to: string): void => {
    copyFileSync(from, `${to}.new`);
    renameSync(`${to}.new`, to);
  };
  put(first.certFile, certFile);
  put(first.keyFile, keyFile);
  await using refinery = await startRefinery({
    env: {
      TLS_CERT_FILE: certFile,
      TLS_KEY_FILE: keyFile,
      BASE_PATH: '/labels',
      ASG_ADMIN_TOKEN: 'a-long-admin-token',
    },
  });
  const { url, pid } = refinery;
  assert.match(url, /^https:\/\/127\.0\.0\.1:\d+\/labels$/);
  const api = new TestApi(url);
  const { api_key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  assert.equal((await api.customer(api_key).customers.me()).name, 'A');

  const signIn = await fetch(`${url}/v1/console/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ admin_token: 'a-long-admin-token' }),
  });
  assert.match(signIn.headers.get('set-cookie') ?? '', /; Path=\/labels\/; .*; Secure/);

  // Plain HTTP at the same port is nothing that hurts.
  const plain = connectTcp({ host: '127.0.0.1', port: Number(new URL(url).port) });
  plain.on('error', () => {}).write('GET /labels/v1/health HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(plain, 'close');

  using agent = Object.assign(new Agent({ keepAlive: true, maxSockets: 1 }), {
    [Symbol.dispose]: () => agent.destroy(),
  });
  assert.equal(await ask(`${url}/v1/health`, agent), 200);
  assert.equal(await shownAt(url), 'first');

  // The key has come, its certificate not yet: the one before is served, and it is told.
  put(second.keyFile, keyFile);
  process.kill(pid, 'SIGHUP');
  await until('the condition', async () => {
    const { checks } = await api.customer().ready();
    return (
      checks.tls_certificate?.detail?.startsWith('the one before is still served: TLS_KEY_FILE') === true
    );
  });
  assert.equal(await shownAt(url), 'first');
  put(second.certFile, certFile);
  process.kill(pid, 'SIGHUP');
  await until('the second certificate', async () => (await shownAt(url)) === 'second');
  assert.equal((await api.customer().ready()).checks.tls_certificate, undefined);
  assert.equal(await ask(`${url}/v1/health`, agent), 200, 'a connection from before goes on');

  // Nobody says so: it looks by itself.
  put(third.keyFile, keyFile);
  put(third.certFile, certFile);
  await until('the third certificate', async () => (await shownAt(url)) === 'third');
});

test('with TLS too connections are bounded: busy ones stay, silent ones give way', { skip }, async () => {
  const folder = await makeTemporaryFolder('asg-tls');
  const { certFile, keyFile } = makeCertificate(folder, 'bounded');
  await using refinery = await startRefinery({
    env: { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, CONNECTIONS_PER_ADDRESS_MAX: '4' },
  });
  const { url } = refinery;
  const api = new TestApi(url);
  const { api_key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const authorization = `Bearer ${api_key}`;
  const port = Number(new URL(url).port);
  const agents = Array.from({ length: 5 }, () => new Agent({ keepAlive: true }));
  // Follows events on a connection of its own, for as long as it is left.
  const follow = async (agent: Agent | undefined) => {
    const asked = request(`${url}/v1/events`, { ...(agent && { agent }), headers: { authorization } }).end();
    const [response] = await once(asked, 'response');
    response.on('error', () => {}).resume();
    return { asked, response };
  };
  const silent = connectTcp({ host: '127.0.0.1', port }).on('error', () => {});
  await once(silent, 'connect');
  const gone = once(silent, 'close');
  const busy = [
    await follow(agents[0]),
    await follow(agents[1]),
    await follow(agents[2]),
    await follow(agents[3]),
  ];
  await gone;
  await assert.rejects(follow(agents[4]), 'there is no place for a fifth while four are busy');
  for (const { response } of busy)
    assert.equal(response.destroyed, false, 'who follows events is left alone');
  busy[0]?.asked.destroy();
  await until('a place', () =>
    ask(`${url}/v1/health`, new Agent()).then(
      (status) => status === 200,
      () => false,
    ),
  );
  for (const { asked } of busy) asked.destroy();
  for (const agent of agents) agent.destroy();
});
