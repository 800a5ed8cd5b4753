import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { openGate, passOn } from './gate.ts';

export interface GcsGate extends AsyncDisposable {
  readonly endpoint: string;
  /** What is stored as gzip is unpacked whatever a client asked for, as Google does for some. */
  unpacksAlways: boolean;
  /** Changes are refused, as without the permission. */
  isReadOnly: boolean;
  /** Uploads are taken and never answered. */
  isStalled: boolean;
  /** Uploads that came. */
  uploads: number;
  /** `Accept-Encoding` of the objects that were asked for, in order. */
  readonly accepted: string[];
}

/**
 * In front of the emulator, what Google does and the emulator does not: it says how an object is stored, and unpacks gzip for
 * whoever does not take it. What passes goes on as it came.
 */
export async function startGcsGate(target: string): Promise<GcsGate> {
  const gate = {
    unpacksAlways: false,
    isReadOnly: false,
    isStalled: false,
    uploads: 0,
    accepted: [] as string[],
  };
  const storedEncoding = async (url: URL): Promise<string> => {
    const answer = await fetch(new URL(url.pathname.replace(/^\/download/, ''), target));
    return JSON.parse(await answer.text()).contentEncoding ?? 'identity';
  };
  const object = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const accepted = request.headers['accept-encoding'] ?? '';
    gate.accepted.push(accepted);
    const stored = await storedEncoding(url);
    const isPlain = stored === 'identity' || stored === '';
    const isUnpacked = stored === 'gzip' && (gate.unpacksAlways || !accepted.includes('gzip'));
    const range = request.headers.range;
    const answer = await fetch(new URL(url.pathname + url.search, target), {
      headers: range === undefined || isUnpacked ? {} : { range },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, {
      'x-goog-stored-content-encoding': isPlain ? 'identity' : stored,
      ...(isPlain || isUnpacked ? {} : { 'content-encoding': stored }),
      ...(isUnpacked ? { warning: '214 UploadServer gunzipped' } : {}),
    });
    response.end(isUnpacked ? gunzipSync(bytes) : bytes);
  };
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '/' } = request;
    const asked = new URL(url, target);
    if (gate.isReadOnly && method !== 'GET') {
      const error = { code: 403, message: 'a@b does not have storage.objects access' };
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
      return;
    }
    if (method === 'POST') gate.uploads++;
    if (method === 'POST' && gate.isStalled) {
      request.resume();
      return;
    }
    if (method === 'GET' && asked.searchParams.get('alt') === 'media') {
      object(request, response, asked).catch((error: unknown) => response.destroy(error as Error));
      return;
    }
    passOn(target, request, response);
  };
  return openGate(gate, serve);
}
