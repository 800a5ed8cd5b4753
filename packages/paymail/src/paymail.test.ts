import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { buildTransaction, freshWif, treasuryKeyFromWif } from '@asg/chain';
import { sats, type TxOutput } from '@asg/domain';
import { createOutbound, type OutboundRequest } from '@asg/outbound';
import { ManualClock } from '@asg/runtime';
import {
  type Paymail,
  PaymailClient,
  type PaymailFault,
  PaymailUnavailable,
  parsePaymail,
  type ResolveSrv,
  type SrvRecord,
} from './index.ts';
import { type PaymailServerMode, startPaymailServer } from './testing/paymail-server.ts';

const allowedHosts = ['127.0.0.1'];

async function stage(t: TestContext) {
  const server = await startPaymailServer();
  const outbound = createOutbound({ allowedHosts });
  t.after(async () => {
    await outbound[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });
  const clock = new ManualClock(0);
  const client = new PaymailClient({ outbound, clock, allowedHosts });
  return { server, clock, client, kim: paymail(`kim@${server.host}`) };
}

function paymail(text: string): Paymail {
  const parsed = parsePaymail(text, allowedHosts);
  assert.ok(parsed.ok, text);
  return parsed.paymail;
}

/** A client whose names all lead to a private network, and the hosts that it asked for. */
function insideNetwork(resolveSrv: ResolveSrv) {
  const asked: string[] = [];
  const outbound = createOutbound({
    allowedHosts: [],
    resolve: async (host) => {
      asked.push(host);
      return [{ address: '10.0.0.1', family: 4 }];
    },
  });
  const clock = new ManualClock(0);
  return { asked, client: new PaymailClient({ outbound, clock, allowedHosts: [], resolveSrv }) };
}

/** A signed transaction with these outputs. */
function payment(outputs: readonly TxOutput[]) {
  const made = treasuryKeyFromWif(
    freshWif('local', () => Buffer.alloc(32, 7)),
    'local',
  );
  assert.ok(made.ok);
  const { lockingScript } = made.key;
  const coin = { txid: 'cd'.repeat(32), vout: 0, satoshis: sats(10_000), lockingScript };
  const plan = { coins: [coin], outputs, changeScript: lockingScript, feeRateSatsPerKb: 100 };
  const built = buildTransaction({ ...plan, keys: [made.key] });
  assert.ok(built.ok);
  return built.transaction;
}

const unavailable = (fault: PaymailFault, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof PaymailUnavailable, String(error));
  assert.match(error.message, message);
  assert.equal(error.fault, fault);
  return true;
};

test('paymails and handles are read, in any case; what is none is refused', () => {
  for (const [text, address] of [
    ['kim@example.com', 'kim@example.com'],
    [' Kim.Lee@Pay.Example.COM ', 'kim.lee@pay.example.com'],
    ['$Kim', 'kim@handcash.io'],
    ['kim@127.0.0.1:4000', 'kim@127.0.0.1:4000'],
  ] as const)
    assert.equal(paymail(text).address, address);
  for (const text of [
    '',
    'kim',
    '@example.com',
    'kim@',
    'kim@localhost',
    'kim@10.0.0.1',
    'kim@example.com:8443',
    'kim@example.com/x',
    'kim@exa mple.com',
    '../kim@example.com',
    '..@example.com',
    'k/m@example.com',
    'kim@a@example.com',
    '$',
    '$kim@example.com',
    `kim@${'a'.repeat(64)}.com`,
  ])
    assert.equal(parsePaymail(text, allowedHosts).ok, false, text);
});

test('a sum is asked for and comes back as outputs that hold exactly it', async (t) => {
  const { client, server, kim } = await stage(t);
  await client.check(kim);
  for (const amount of [1, 325, 501, 100_001]) {
    const { outputs, reference } = await client.destinations(kim, sats(amount));
    const { outputs: given, ...payment } = server.payments.at(-1)!;
    assert.equal(reference, payment.reference);
    assert.deepEqual(
      outputs,
      given.map(({ script, satoshis }) => ({ lockingScript: script, satoshis })),
    );
    assert.equal(
      outputs.reduce((sum, output) => sum + output.satoshis, 0),
      amount,
    );
  }
});

test('capabilities are asked for once in ten minutes, also by callers at the same time', async (t) => {
  const { client, server, clock, kim } = await stage(t);
  const discoveries = () => server.requests.filter((request) => request.endsWith('bsvalias')).length;
  await Promise.all(Array.from({ length: 5 }, () => client.destinations(kim, sats(325))));
  assert.equal(discoveries(), 1);
  clock.advance(10 * 60_000 - 1);
  await client.check(kim);
  assert.equal(discoveries(), 1);
  clock.advance(1);
  await client.check(kim);
  assert.equal(discoveries(), 2);
});

const misbehaviour: readonly (readonly [PaymailServerMode, RegExp, PaymailFault?])[] = [
  ['down', /gave no answer/],
  ['failing', /answered 500/],
  ['redirecting', /redirects, which is not followed/],
  ['huge', /more than 65536 bytes/],
  ['no_json', /did not answer with JSON/],
  ['no_brc28', /does not offer BRC-28/],
  ['wrong_sum', /its outputs hold 324 satoshis, not 325/, 'answer'],
  ['data_output', /P2PKH/, 'answer'],
  ['many_outputs', /list of 1 to 20/, 'answer'],
];
for (const [mode, message, fault = 'host'] of misbehaviour) {
  test(`a host that misbehaves (${mode}) is never taken for a payment`, async (t) => {
    const { client, server, kim } = await stage(t);
    server.mode = mode;
    await assert.rejects(client.destinations(kim, sats(325)), unavailable(fault, message));
    server.mode = 'good';
    await client.destinations(kim, sats(325));
  });
}

test('a host that is silent is given up when the caller says so', async (t) => {
  const { client, server, kim } = await stage(t);
  await client.check(kim);
  server.mode = 'silent';
  const stop = new AbortController();
  const asked = client.destinations(kim, sats(325), stop.signal);
  stop.abort();
  await assert.rejects(asked, unavailable('silence', /did not answer in time/));
});

test('a paymail that the host does not know is its own fault, not that of the host', async (t) => {
  const { client, server } = await stage(t);
  const nobody = paymail(`nobody@${server.host}`);
  await client.check(nobody);
  await assert.rejects(client.destinations(nobody, sats(325)), unavailable('paymail', /answered 404/));
});

const p2pkh = `76a914${'ab'.repeat(20)}88ac`;
const badOutputs: Readonly<Record<string, unknown>> = {
  none: [],
  'no list': { script: p2pkh, satoshis: 325 },
  'a sum of nothing': [
    { script: p2pkh, satoshis: 325 },
    { script: p2pkh, satoshis: 0 },
  ],
  'a negative sum': [
    { script: p2pkh, satoshis: 400 },
    { script: p2pkh, satoshis: -75 },
  ],
  'a fraction': [
    { script: p2pkh, satoshis: 324.5 },
    { script: p2pkh, satoshis: 0.5 },
  ],
  'a sum as text': [{ script: p2pkh, satoshis: '325' }],
  dust: [
    { script: p2pkh, satoshis: 310 },
    { script: p2pkh, satoshis: 15 },
  ],
  'more than was asked for': [{ script: p2pkh, satoshis: 326 }],
  'no script': [{ satoshis: 325 }],
  'another script': [{ script: `a914${'ab'.repeat(20)}87`, satoshis: 325 }],
  'a script with something behind': [{ script: `${p2pkh}6a`, satoshis: 325 }],
};
for (const [what, outputs] of Object.entries(badOutputs)) {
  test(`outputs are refused: ${what}`, async (t) => {
    const { client, server, kim } = await stage(t);
    server.destinationAnswer = { outputs, reference: 'r' };
    await assert.rejects(client.destinations(kim, sats(325)), unavailable('answer', /wrongly/));
  });
}

test('an answer without a usable reference is refused', async (t) => {
  const { client, server, kim } = await stage(t);
  for (const reference of [undefined, '', 7, 'r'.repeat(513)]) {
    server.destinationAnswer = { outputs: [{ script: p2pkh, satoshis: 325 }], reference };
    await assert.rejects(client.destinations(kim, sats(325)), unavailable('answer', /reference/));
  }
});

test('the host is found by its SRV record of the lowest priority, or is the domain itself; private ones are refused', async () => {
  const found: Readonly<Record<string, readonly SrvRecord[]>> = {
    '_bsvalias._tcp.example.com': [
      { name: 'second.example.net', port: 443, priority: 20, weight: 10 },
      { name: 'first.example.net', port: 8443, priority: 10, weight: 10 },
    ],
    '_bsvalias._tcp.plain.example': [],
  };
  const { asked, client } = insideNetwork(async (name) => found[name]!);
  for (const host of ['example.com', 'plain.example']) {
    const refused = unavailable('host', /is not on the public internet/);
    await assert.rejects(client.check(paymail(`kim@${host}`)), refused);
  }
  assert.deepEqual(asked, ['first.example.net', 'plain.example']);
});

test('a look-up that fails is not taken for a domain without a record', async () => {
  const { asked, client } = insideNetwork(() => Promise.reject(new Error('SERVFAIL')));
  await assert.rejects(client.check(paymail('kim@example.com')), unavailable('host', /cannot be looked up/));
  assert.deepEqual(asked, []);
});

test('an endpoint that is not https is not asked, wherever the capabilities came from', async (t) => {
  const { server } = await stage(t);
  const [open, guarded] = [createOutbound({ allowedHosts }), createOutbound({ allowedHosts: [] })];
  t.after(() => Promise.all([open[Symbol.asyncDispose](), guarded[Symbol.asyncDispose]()]));
  // The capabilities come over http from this machine; its endpoints meet the guard of the real world.
  const outbound = {
    request: (request: OutboundRequest) => (request.method === 'GET' ? open : guarded).request(request),
  };
  const client = new PaymailClient({ outbound, clock: new ManualClock(0), allowedHosts });
  const asked = client.destinations(paymail(`kim@${server.host}`), sats(325));
  await assert.rejects(asked, unavailable('host', /cannot be asked/));
  assert.equal(server.payments.length, 0);
});

test('a delivery counts once the receiver named our transaction', async (t) => {
  const { client, server, kim } = await stage(t);
  const { outputs, reference } = await client.destinations(kim, sats(900));
  const { txid, raw } = payment(outputs);
  const delivery = { txid, raw, reference, note: 'labels' };
  server.mode = 'wrong_txid';
  await assert.rejects(client.deliver(kim, delivery), unavailable('paymail', /another transaction/));
  server.mode = 'good';
  await client.deliver(kim, delivery);
  assert.deepEqual(server.payments[0]?.txids, [txid, txid]);
  const other = { ...delivery, reference: 'another' };
  await assert.rejects(client.deliver(kim, other), unavailable('paymail', /answered 422/));
});
