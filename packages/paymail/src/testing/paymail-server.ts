import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { p2pkhScript, parseRawTransaction, trustedHex } from '@asg/chain';

/**
 * How the server behaves from now on. `down`: it cuts every connection. `silent`: it never answers. `deaf`: it takes no
 * deliveries.
 */
export type PaymailServerMode =
  | 'good'
  | 'down'
  | 'silent'
  | 'failing'
  | 'deaf'
  | 'redirecting'
  | 'huge'
  | 'no_json'
  | 'no_brc28'
  | 'wrong_sum'
  | 'data_output'
  | 'many_outputs'
  | 'wrong_txid';

/** A sum that the server was asked to take. */
export interface ExpectedPayment {
  readonly alias: string;
  readonly reference: string;
  readonly satoshis: number;
  readonly outputs: readonly { readonly script: string; readonly satoshis: number }[];
  /** Transactions that were delivered for it and pay it, in order of arrival. */
  readonly txids: string[];
}

export interface PaymailServer extends AsyncDisposable {
  /** Behind the @ of its paymails: 127.0.0.1 and the port. */
  readonly host: string;
  readonly payments: readonly ExpectedPayment[];
  /** `METHOD path`, in order of arrival. */
  readonly requests: readonly string[];
  /** The most requests that were under way at once. */
  readonly busiest: number;
  mode: PaymailServerMode;
  /** Modes of single aliases, over the server's. */
  readonly modes: Map<string, PaymailServerMode>;
  /** What every request for destinations is answered with, whatever was asked; null: what is right. */
  destinationAnswer: unknown;
  /** Resolves once it is so; it is looked at after each request. */
  until(isSo: () => boolean): Promise<void>;
}

const unknownAlias = 'nobody';
const splitAt = 500;

/** A real paymail host over HTTP: it knows everyone but `nobody`, and splits larger sums over two outputs. */
export async function startPaymailServer(port = 0): Promise<PaymailServer> {
  const payments: ExpectedPayment[] = [];
  const requests: string[] = [];
  const waiting = new Set<() => void>();
  const modes = new Map<string, PaymailServerMode>();
  let [underWay, busiest] = [0, 0];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    busiest = Math.max(busiest, ++underWay);
    response.once('close', () => underWay--);
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      requests.push(`${request.method} ${request.url}`);
      const alias = /\/([^/@]+)@/.exec(request.url ?? '')?.[1] ?? '';
      const mode = modes.get(alias) ?? self.mode;
      const body = Buffer.concat(parts).toString();
      if (!misbehaved(mode, request, response)) send(response, answer(request, { alias, mode, body }));
      for (const wake of waiting) wake();
    });
  });

  const answer = (
    request: IncomingMessage,
    { alias, mode, body }: { alias: string; mode: PaymailServerMode; body: string },
  ): Reply => {
    if (request.url === '/.well-known/bsvalias') return reply(200, capabilities(mode));
    if (alias === unknownAlias) return reply(404, { code: 'not-found', message: 'no such paymail' });
    if (request.url?.startsWith('/destination/')) {
      if (self.destinationAnswer !== null) return reply(200, self.destinationAnswer);
      const payment = expected(alias, (JSON.parse(body) as { satoshis: number }).satoshis, payments.length);
      payments.push(payment);
      const { reference, outputs } = payment;
      return reply(200, { reference, outputs: shown(mode, outputs) });
    }
    const { hex, reference } = JSON.parse(body) as { hex: string; reference: string };
    const payment = payments.find((one) => one.reference === reference);
    const parsed = parseRawTransaction(hex);
    if (payment === undefined || !parsed.ok || !pays(parsed.transaction, payment))
      return reply(422, { code: 'invalid', message: 'that pays nothing of ours' });
    payment.txids.push(parsed.transaction.txid);
    return reply(200, { txid: mode === 'wrong_txid' ? '00'.repeat(32) : parsed.transaction.txid });
  };

  const capabilities = (mode: PaymailServerMode) => {
    const at = `http://${self.host}`;
    return {
      bsvalias: '1.0',
      capabilities:
        mode === 'no_brc28'
          ? { pki: `${at}/id/{alias}@{domain.tld}` }
          : {
              '2a40af698840': `${at}/destination/{alias}@{domain.tld}`,
              '5f1323cddf31': `${at}/receive/{alias}@{domain.tld}`,
            },
    };
  };

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const self: PaymailServer = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    payments,
    requests,
    get busiest() {
      return busiest;
    },
    mode: 'good',
    modes,
    destinationAnswer: null,
    until: (isSo) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isSo()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return self;
}

/** Whether the mode let the request go wrong before anything was looked at. */
function misbehaved(mode: PaymailServerMode, request: IncomingMessage, response: ServerResponse): boolean {
  if (mode === 'down') request.socket.destroy();
  else if (mode === 'failing' || (mode === 'deaf' && request.url?.startsWith('/receive/') === true))
    send(response, reply(500, { message: 'sorry' }));
  else if (mode === 'redirecting') response.writeHead(307, { location: 'https://10.0.0.1/' }).end();
  else if (mode === 'huge') response.writeHead(200).end('"'.padEnd(1_000_000, 'a'));
  else if (mode === 'no_json') response.writeHead(200).end('<html>');
  else return mode === 'silent';
  return true;
}

function expected(alias: string, satoshis: number, count: number): ExpectedPayment {
  const first = satoshis > splitAt ? Math.floor(satoshis / 2) : satoshis;
  const amounts = [first, satoshis - first].filter((amount) => amount > 0);
  const outputs = amounts.map((amount, i) => ({ script: freshScript(count * 2 + i), satoshis: amount }));
  return { alias, reference: `ref-${count}`, satoshis, outputs, txids: [] };
}

function freshScript(count: number): string {
  return p2pkhScript(trustedHex((count + 1).toString(16).padStart(40, 'a')));
}

function shown(mode: PaymailServerMode, outputs: ExpectedPayment['outputs']): ExpectedPayment['outputs'] {
  const [first, ...rest] = outputs;
  if (mode === 'wrong_sum') return [{ ...first!, satoshis: first!.satoshis - 1 }, ...rest];
  if (mode === 'data_output') return [{ ...first!, script: '006a0568656c6c6f' }, ...rest];
  if (mode === 'many_outputs') {
    const sum = outputs.reduce((total, output) => total + output.satoshis, 0);
    return Array.from({ length: 21 }, (_, i) => ({ ...first!, satoshis: i === 0 ? sum - 20 * 16 : 16 }));
  }
  return outputs;
}

function pays(
  transaction: { readonly outputs: readonly { readonly satoshis: number; readonly lockingScript: string }[] },
  { outputs }: ExpectedPayment,
): boolean {
  return outputs.every(({ script, satoshis }) =>
    transaction.outputs.some((output) => output.lockingScript === script && output.satoshis === satoshis),
  );
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

function reply(status: number, body: unknown): Reply {
  return { status, body };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
