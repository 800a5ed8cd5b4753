import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request } from 'node:https';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { systemClock } from '@asg/runtime';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { freePort, type RunningProxy } from './proxies.ts';

export interface Behind extends AsyncDisposable {
  readonly proxy: RunningProxy;
  readonly refinery: RunningRefinery;
  /** As people reach it. */
  readonly url: string;
  readonly api: TestApi;
  /** The server itself, as who is on its machine reaches it. */
  readonly near: TestApi;
}

const adminToken = 'admin-token-behind-the-proxy';
/** Registrations of one address at once, and few more a minute. */
const registrations = 12;

/** A server behind a proxy on the same machine, whose word it takes for where requests come from. */
export async function startBehind(
  start: (port: number) => Promise<RunningProxy>,
  {
    basePath = '',
    env = {},
  }: { readonly basePath?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Behind> {
  await using parts = new AsyncDisposableStack();
  const port = await freePort();
  const proxy = parts.use(await start(port));
  const url = proxy.origin + basePath;
  const refinery = parts.use(
    await startRefinery({
      env: {
        PORT: String(port),
        // Clients of a server that only this machine reaches have no limit by address.
        HOST: '0.0.0.0',
        BASE_PATH: basePath,
        ASG_PUBLIC_URL: url,
        TRUSTED_PROXIES: '127.0.0.1',
        RATE_LIMITS: 'true',
        RATE_LIMIT_REGISTRATION: `1/${registrations}`,
        ASG_ADMIN_TOKEN: adminToken,
        ...env,
      },
    }),
  );
  const all = parts.move();
  return {
    proxy,
    refinery,
    url,
    api: new TestApi(url),
    near: new TestApi(`http://127.0.0.1:${port}${basePath}`),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

interface Raw {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The client's own address: any of this machine's network. */
  readonly from?: string;
  readonly body?: string;
}

/** A request whose target no client tidies up. */
export async function raw(
  { port }: RunningProxy,
  path: string,
  { method = 'GET', headers = {}, from = '127.0.0.1', body }: Raw = {},
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }> {
  const asked = request({
    host: '127.0.0.1',
    servername: 'localhost',
    port,
    path,
    method,
    localAddress: from,
    headers: { host: `localhost:${port}`, connection: 'close', ...headers },
  });
  asked.end(body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += piece;
  return { status: response.statusCode, headers: response.headers, text };
}

const json = { 'content-type': 'application/json' };
const customer = (name: string): string => JSON.stringify({ name, email: `${name}@customer.example` });

/** A task waits for its label while events are followed; both arrive as it is labelled. */
export async function labelsArrive({ api, url }: Behind): Promise<string> {
  const { api_key } = await api.registerCustomer({ name: 'Kim', email: 'kim@customer.example' });
  const client = api.customer(api_key);
  const connected = Promise.withResolvers<void>();
  const over = new AbortController();
  using _ = { [Symbol.dispose]: () => over.abort() };
  const events = client.events.stream({ signal: over.signal, onConnect: connected.resolve });
  const verified = (async () => {
    for await (const { event } of events) if (event.event === 'task.verified') return event;
    return null;
  })();
  await connected.promise;
  const { data_url } = await client.assets.upload(
    new Blob(['It does exactly what I wanted.'], { type: 'text/plain' }),
  );
  const { task_id } = await client.tasks.submit({
    type: 'sentiment',
    data_url,
    label_spec: { question: 'How content is the customer?', options: ['content', 'not content'] },
    consensus_threshold: 2,
  });
  // Asked before there is an answer, and answered when there is.
  const result = client.tasks.result(task_id, { waitSeconds: 60 });
  await runCrowd({
    url,
    workers: simulatedCrowd(3, 0.9, 0.97, 'proxy'),
    answerFor: ({ assignment_id, options }) => ({ item: assignment_id, label: options[0] ?? '' }),
    until: 'idle',
    skipRate: 0,
  });
  assert.match((await result).status, /^(verified|settled)$/);
  assert.notEqual(await verified, null);
  return api_key;
}

/** Limits go by the address that a client has, whatever it says of itself. */
export async function addressesAreRight({ proxy, url }: Behind): Promise<void> {
  const path = `${new URL(url).pathname.replace(/\/$/, '')}/v1/customers`;
  const register = async (from: string, n: number): Promise<number> => {
    const headers = { ...json, 'x-forwarded-for': `203.0.113.${n}`, forwarded: `for=203.0.113.${n}` };
    return (await raw(proxy, path, { method: 'POST', headers, from, body: customer(`${from}-${n}`) })).status;
  };
  const statuses: number[] = [];
  for (let n = 0; n <= registrations; n++) statuses.push(await register('127.0.0.2', n));
  assert.deepEqual(
    statuses,
    [...Array(registrations).fill(201), 429],
    'a made-up address is none of its own',
  );
  assert.equal(await register('127.0.0.3', 99), 201, 'another client is not counted with it');
}

/** What is for the operator alone is closed, however it is written. */
export async function closedPathsAreClosed({ proxy, url }: Behind): Promise<void> {
  const base = new URL(url).pathname.replace(/\/$/, '');
  for (const path of [
    `${base}/metrics`,
    `${base}/metrics?a=b`,
    `${base}/%6detrics`,
    `${base}//metrics`,
    `/${base}/metrics`.replace('///', '//'),
    `${base}/x/../metrics`,
    `${base}/./metrics`,
    `${base}/v1/..%2fmetrics`,
    `${base}/dev/mail`,
    `${base}/dev/mail.json`,
    `${base}//dev/mail`,
    `${base}/%64ev/mail.json`,
    `${base}/x/../dev/mail.json`,
  ]) {
    const { status, text } = await raw(proxy, path, { headers: { host: 'localhost' } });
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
    assert.doesNotMatch(text, /asg_|mail_id|Mailbox</, path);
  }
}

/** HTTP/2 to the browser, compressed where it is worth it, and no cookie without TLS. */
export async function speaksAsBrowsersDo({ proxy, url }: Behind): Promise<void> {
  const { pathname } = new URL(`${url}/v1/health`);
  const session = connectHttp2(proxy.origin);
  const stream = session.request({ ':path': pathname });
  const [headers] = await once(stream, 'response');
  assert.deepEqual([headers[':status'], session.alpnProtocol], [200, 'h2']);
  session.destroy();
  const { headers: packed } = await raw(proxy, new URL(`${url}/openapi.json`).pathname, {
    headers: { 'accept-encoding': 'gzip' },
  });
  assert.equal(packed['content-encoding'], 'gzip');
  const signIn = await raw(proxy, new URL(`${url}/v1/console/session`).pathname, {
    method: 'POST',
    headers: { ...json, origin: proxy.origin },
    body: JSON.stringify({ admin_token: adminToken }),
  });
  assert.equal(signIn.status, 201, signIn.text);
  const place = `${new URL(url).pathname.replace(/\/$/, '')}/`;
  assert.match([signIn.headers['set-cookie']].flat().join(), new RegExp(`; Path=${place}; .*; Secure`));
}

/** Links in mails lead where the operator says, whatever host a request names. */
export async function linksStayHome({ proxy, url, near }: Behind): Promise<void> {
  const evil = 'evil.example';
  const path = new URL(`${url}/v1/workers`).pathname;
  const answer = await raw(proxy, path, {
    method: 'POST',
    headers: {
      ...json,
      'x-forwarded-host': evil,
      'x-forwarded-prefix': '/evil',
      forwarded: `host=${evil}`,
      'x-forwarded-proto': 'http',
    },
    body: JSON.stringify({
      email: 'links@worker.example',
      password: 'correct horse',
      adult: true,
      terms_accepted: true,
    }),
  });
  assert.equal(answer.status, 201, answer.text);
  const mails = `${near.url}/dev/mail.json?to=links@worker.example`;
  for (let link: string | undefined; link === undefined; await systemClock.sleep(50)) {
    const { data } = (await (await fetch(mails)).json()) as {
      data: readonly { readonly link: string | null }[];
    };
    link = data[0]?.link ?? undefined;
    if (link !== undefined) assert.ok(link.startsWith(`${url}/work/confirm#`), link);
  }
}
