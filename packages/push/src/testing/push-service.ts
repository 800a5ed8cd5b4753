import { createDecipheriv, createECDH, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { systemRandom } from '@asg/runtime';

const pointAt = 21;
const tagBytes = 16;

/** A message as the browser behind the subscription reads it. */
export interface Pushed {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it arrived. */
  readonly body: Buffer;
  readonly text: string;
  /** Of the token of the server that sent it, whose signature was checked. */
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string };
  readonly publicKey: string;
}

/** A real push service, and the browsers behind it, which decrypt what arrives (RFC 8291). It answers 201, or what it is told to. */
export async function startPushService() {
  const pushed: Pushed[] = [];
  const browsers = new Map<string, ReturnType<typeof newBrowser>>();
  const statuses = new Map<string, number>();
  /** The status of the answer. */
  const take = async (request: IncomingMessage): Promise<number> => {
    const path = request.url ?? '';
    const browser = browsers.get(path);
    const body = await buffer(request);
    if (browser === undefined) return 404;
    const status = statuses.get(path) ?? 201;
    if (status < 300) pushed.push({ path, ...read(request, body, browser) });
    return status;
  };
  const server = createServer((request, response) => {
    take(request).then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    pushed,
    /** A subscription, as the browser gives it to the app. */
    subscribe: (name: string) => {
      const path = `/send/${name}`;
      const browser = newBrowser();
      browsers.set(path, browser);
      return { endpoint: `${origin}${path}`, keys: browser.keys };
    },
    /** What it answers to messages for a subscription from now on. */
    answer: (name: string, status: number): void => void statuses.set(`/send/${name}`, status),
    [Symbol.asyncDispose]: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function newBrowser() {
  const pair = createECDH('prime256v1');
  const point = pair.generateKeys();
  const auth = Buffer.from(systemRandom.bytes(16));
  return { pair, auth, keys: { p256dh: point.toString('base64url'), auth: auth.toString('base64url') } };
}

function read(
  { headers: given }: IncomingMessage,
  body: Buffer,
  { pair, auth }: ReturnType<typeof newBrowser>,
) {
  const [salt, point] = [body.subarray(0, 16), body.subarray(pointAt, pointAt + body.readUInt8(20))];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), point]);
  const secret = Buffer.from(hkdfSync('sha256', pair.computeSecret(point), auth, info, 32));
  const of = (name: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', of('aes128gcm', 16), of('nonce', 12));
  const sealed = body.subarray(pointAt + point.length);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const opened = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  const text = opened.subarray(0, opened.lastIndexOf(2)).toString();
  const headers = given as Record<string, string>;
  return { headers, body, text, ...sender(headers.authorization ?? '') };
}

/** Who sent it. Throws where the token is not signed by the key that stands beside it. */
function sender(authorization: string): Pick<Pushed, 'claims' | 'publicKey'> {
  const [, token = '', publicKey = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const isOurs = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isOurs) throw new Error('the token is not signed by its key');
  return { claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as Pushed['claims'], publicKey };
}
