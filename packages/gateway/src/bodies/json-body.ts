import type { IncomingMessage } from 'node:http';
import type { ErrorName } from '@asg/wire';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerName } from '../auth.ts';
import { clientNetwork } from '../rate-limits/address.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { RefusedRequest, refuse, refuseFields } from '../refusal.ts';
import { type BoundedSchema, boundsOf, detailOf } from './body-bounds.ts';
import { BodyRoom } from './body-room.ts';
import { type JsonBounds, JsonScan } from './json-scan.ts';
import { Turns } from './turns.ts';

/** Smaller bodies cost so little that they are read as they are. */
const largeBytes = 256 * 1024;
const refusedBytesMin = 64 * 1024;
const room = { callerBytesMax: 16 * 1_048_576, bytesMax: 256 * 1_048_576 };
const retryAfterSeconds = '1';

declare module 'fastify' {
  interface FastifyRequest {
    /** Bytes of the body, as far as it is read, or is said to be; 0: there is none. */
    bodyBytes: number;
    /** Gives back the room of a large body. */
    leaveRoom: (() => void) | null;
  }
}

/**
 * Takes JSON and nothing else, as it is (no Content-Encoding). An empty body counts as none: clients name the content type
 * even then. A large body is counted through while it arrives and refused at the first bound that it breaks; a caller's large
 * bodies are read a few at a time, and none are where too many bytes of the caller's were refused lately.
 */
export function acceptJsonOnly(app: FastifyInstance, limits: RateLimits): void {
  app.decorateRequest('bodyBytes', 0);
  app.decorateRequest('leaveRoom', null);
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const {
      'content-length': declared,
      'transfer-encoding': transfer,
      'content-encoding': encoding,
    } = request.headers;
    if (declared === undefined && transfer === undefined) return done(null, payload);
    const { bodyLimit } = request.routeOptions;
    request.bodyBytes = declared === undefined ? 0 : Math.min(Number(declared), bodyLimit);
    if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
      return done(refused('encoded_body', { 'accept-encoding': 'identity' }));
    if (declared === undefined || request.bodyBytes > refusedBytesMin) {
      const refusal = limits.largeBody(request);
      if (refusal !== null) return done(new RefusedRequest(refusal));
    }
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { bodyBytes, leaveRoom } = request;
    leaveRoom?.();
    const { statusCode } = reply;
    // Who comes back too early owes no more for it.
    if (bodyBytes > 0 && statusCode >= 400 && statusCode < 500 && statusCode !== 429)
      limits.bodyRefused(request, bodyBytes);
    done();
  });

  const parse = app.getDefaultJsonParser('error', 'error');
  const bodyRoom = new BodyRoom(room);
  const turns = new Turns();
  const known = new WeakMap<BoundedSchema, JsonBounds>();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', (request, payload: IncomingMessage, done) => {
    const take = (text: string): void => {
      if (text.length === 0) done(null, undefined);
      else void parse(request, text, (fault, value) => done(fault === null ? null : explained(text), value));
    };
    const body = new JsonBody(request, payload, (text, error) => {
      if (error !== null) done(error);
      else if (text.length <= largeBytes) take(text);
      else turns.take(() => take(text));
    });
    if (body.declared <= largeBytes) {
      body.read(null);
      return;
    }
    const schema = request.routeOptions.schema?.body as BoundedSchema | undefined;
    const bounds = schema === undefined ? boundsOf(undefined) : (known.get(schema) ?? boundsOf(schema));
    if (schema !== undefined) known.set(schema, bounds);
    body.readIn(bodyRoom, new JsonScan(bounds), schema);
  });
}

function refused(
  name: ErrorName,
  headers: Readonly<Record<string, string>> = {},
  message?: string,
): RefusedRequest {
  return new RefusedRequest(refuse(name, { headers, ...(message === undefined ? {} : { message }) }));
}

/** A body on its way. Its end is told once. */
class JsonBody {
  /** Bytes; without a word of them as many as there may be. */
  readonly declared: number;
  readonly #request: FastifyRequest;
  readonly #payload: IncomingMessage;
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  #tell: ((text: string, error: Error | null) => void) | null;
  #bytes = 0;
  #scan: JsonScan | null = null;
  #schema: BoundedSchema | undefined;

  constructor(
    request: FastifyRequest,
    payload: IncomingMessage,
    tell: (text: string, error: Error | null) => void,
  ) {
    this.#request = request;
    this.#payload = payload;
    this.#limit = request.routeOptions.bodyLimit;
    this.#tell = tell;
    const length = request.headers['content-length'];
    this.declared = length === undefined ? this.#limit : Number(length);
  }

  /** Reads it once there is room for it. */
  readIn(bodyRoom: BodyRoom, scan: JsonScan, schema: BoundedSchema | undefined): void {
    this.#schema = schema;
    const { raw, caller, ip } = this.#request;
    const bytes = Math.min(this.declared, this.#limit);
    const giveUp = bodyRoom.enter(callerName(caller) ?? clientNetwork(ip), bytes, (leave) => {
      if (leave === null) this.#end(refused('unavailable', { 'retry-after': retryAfterSeconds }));
      else this.#readWhile(leave, scan);
    });
    raw.once('close', giveUp);
  }

  read(scan: JsonScan | null): void {
    this.#scan = scan;
    if (this.declared > this.#limit) this.#end(refused('body_too_large'));
    else {
      this.#payload.on('data', this.#take).on('end', this.#finish).on('error', this.#fail);
      this.#payload.resume();
    }
  }

  #readWhile(leave: () => void, scan: JsonScan): void {
    const { socket } = this.#request.raw;
    const leaveOnce = (): void => {
      socket.off('close', leaveOnce);
      leave();
    };
    socket.once('close', leaveOnce);
    // What was parsed is there until its answer is.
    this.#request.leaveRoom = leaveOnce;
    this.read(scan);
  }

  readonly #take = (chunk: Buffer): void => {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limit) {
      this.#end(refused('body_too_large'));
      return;
    }
    this.#chunks.push(chunk);
    const excess = this.#scan?.push(chunk) ?? null;
    if (excess === null) return;
    const read = Buffer.concat(this.#chunks);
    const textOf = (start: number, end: number): string => read.toString('utf8', start, end);
    this.#end(new RefusedRequest(refuseFields([detailOf(excess, this.#schema, textOf)])));
  };

  readonly #finish = (): void => {
    const isCut = this.#request.headers['content-length'] !== undefined && this.#bytes !== this.declared;
    if (isCut) this.#end(refused('malformed_request'));
    // Its time was over, and its sender was told so.
    else if (this.#request.raw.socket.writableEnded) this.#end(refused('request_timeout'));
    else this.#end(null, this.#text());
  };

  #text(): string {
    const [first] = this.#chunks;
    const whole = this.#chunks.length === 1 ? first! : Buffer.concat(this.#chunks, this.#bytes);
    return whole.toString('utf8');
  }

  readonly #fail = (): void => this.#end(refused('malformed_request'));

  #end(error: Error | null, text = ''): void {
    const tell = this.#tell;
    if (tell === null) return;
    this.#tell = null;
    this.#request.bodyBytes = Math.max(this.#request.bodyBytes, this.#bytes);
    this.#payload.off('data', this.#take).off('end', this.#finish).off('error', this.#fail);
    this.#chunks.length = 0;
    if (error !== null) {
      this.#payload.on('error', () => {});
      // The rest is dropped as it comes; `BodyDeadlines` ends what goes on for too long.
      this.#payload.resume();
    }
    tell(text, error);
  }
}

function explained(text: string): RefusedRequest {
  return refused('malformed_json', {}, `the body is not valid JSON: ${faultOf(text)}`);
}

function faultOf(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'it has a key that is not allowed (__proto__, or constructor.prototype)';
}
