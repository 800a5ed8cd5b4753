import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { parseJson, utf8Problem } from '@asg/domain/values';
import type { ErrorName } from '@asg/wire';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountName } from '../caller.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { RefusedRequest, refuse, refuseFields } from '../refusals/refusal.ts';
import { type BoundedSchema, boundsOf, detailOf } from './body-bounds.ts';
import { BodyBudget, type Place } from './body-budget.ts';
import { contentOf, declaredBytes, noteCodings } from './content.ts';
import { type JsonBounds, JsonScan } from './json-scan.ts';
import { Turns } from './turns.ts';

/** Smaller bodies cost so little that they are read as they are. */
const largeBytes = 256 * 1024;
const refusedBytesMin = 64 * 1024;
const room = { callerBytesMax: 16 * 1_048_576, bytesMax: 256 * 1_048_576, bytesMin: largeBytes };
const retryAfterSeconds = '1';
/** Of content that was refused, as much is charged at most. */
const chargedBytesMax = 64 * 1_048_576;

declare module 'fastify' {
  interface FastifyRequest {
    /** Bytes of the body that were read, and are not charged as refused yet. */
    bodyBytes: number;
    /** Bytes of the connection before the body, as far as is known; null: it is JSON and counted. */
    bodyStart: number | null;
    /** Gives back the room of a large body. */
    leaveRoom: (() => void) | null;
  }
}

/**
 * Takes JSON and nothing else, whatever its Content-Encoding. An empty body counts as none: clients name the content type
 * even then. A large body is counted through while it arrives and refused at the first bound that it breaks; a caller's large
 * bodies are read a few at a time, and none are where too many bytes of the caller's were refused lately.
 */
export function acceptJsonOnly(app: FastifyInstance, limits: RateLimits): void {
  app.decorateRequest('bodyBytes', 0);
  app.decorateRequest('bodyStart', null);
  app.decorateRequest('leaveRoom', null);
  app.decorateRequest('codings');
  app.decorateRequest('content', null);
  app.addHook('preParsing', (request, reply, payload, done) => {
    const { 'content-length': declared, 'transfer-encoding': transfer } = request.headers;
    const unknown = noteCodings(request);
    if (declared === undefined && transfer === undefined) return done(null, payload);
    const { bodyLimit } = request.routeOptions;
    request.bodyStart = request.raw.socket.bytesRead;
    if (unknown !== null) return done(unknown);
    if (Math.min(declaredBytes(request) ?? bodyLimit, bodyLimit) > refusedBytesMin) {
      const refusal = limits.largeBody(request);
      if (refusal !== null) return done(new RefusedRequest(refusal));
      // For clients that hang up before the answer the bytes were read too.
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) charge(request, limits);
      });
    }
    // Who reads a form knows how large it may be.
    const isForm = request.headers['content-type']?.toLowerCase().startsWith('multipart/') === true;
    done(null, isForm ? payload : contentOf(request, payload, bodyLimit));
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { leaveRoom, bodyStart, content, raw, routeOptions } = request;
    leaveRoom?.();
    content?.destroy();
    if (bodyStart !== null) {
      const arrived = Math.min(raw.socket.bytesRead - bodyStart || 0, routeOptions.bodyLimit);
      request.bodyBytes = Math.max(arrived, Math.min(request.bodyBytes, chargedBytesMax));
    }
    if (isCharged(reply.statusCode)) charge(request, limits);
    done();
  });

  const bodyBudget = new BodyBudget(room);
  const turns = new Turns();
  const known = new WeakMap<BoundedSchema, JsonBounds>();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', (request, payload: Readable, done) => {
    request.bodyStart = null;
    const dropped = (bytes: number): void => limits.bodyRefused(request, bytes);
    const take = (text: string): void => {
      if (text.length === 0) {
        done(null, undefined);
        return;
      }
      const parsed = parseJson(text);
      if (parsed.ok) done(null, parsed.value);
      else done(explained(parsed.reason));
    };
    const body = new JsonBody(request, payload, dropped, (text, error) => {
      if (error !== null) done(error);
      else if (text.length <= largeBytes) take(text);
      else {
        body.isQueued = true;
        turns.take(() => {
          body.isQueued = false;
          if (!request.raw.socket.destroyed) take(text);
          else {
            request.leaveRoom?.();
            done(refused('malformed_request'));
          }
        });
      }
    });
    if (body.declared <= largeBytes) {
      body.read(null);
      return;
    }
    const schema = request.routeOptions.schema?.body as BoundedSchema | undefined;
    const bounds = schema === undefined ? boundsOf(undefined) : (known.get(schema) ?? boundsOf(schema));
    if (schema !== undefined) known.set(schema, bounds);
    body.readIn(bodyBudget, new JsonScan(bounds), schema);
  });
}

/** Who comes back too early owes no more for it; what goes wrong here is not charged. */
const isCharged = (status: number): boolean => status >= 400 && status < 500 && status !== 429;

function charge(request: FastifyRequest, limits: RateLimits): void {
  if (request.bodyBytes > 0) limits.bodyRefused(request, request.bodyBytes);
  request.bodyBytes = 0;
}

const noRoom = (): RefusedRequest => refused('unavailable', { 'retry-after': retryAfterSeconds });

function refused(
  name: ErrorName,
  headers: Readonly<Record<string, string>> = {},
  message?: string,
): RefusedRequest {
  return new RefusedRequest(refuse(name, { headers, ...(message === undefined ? {} : { message }) }));
}

/** A body that is arriving. Its end is reported once. */
class JsonBody {
  /** Bytes; without a word of them as many as there may be. */
  readonly declared: number;
  /** It has arrived and waits for its turn to be parsed. */
  isQueued = false;
  readonly #request: FastifyRequest;
  readonly #payload: Readable;
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  readonly #dropped: (bytes: number) => void;
  #report: ((text: string, error: RefusedRequest | null) => void) | null;
  #place: Place | null = null;
  #bytes = 0;
  #scan: JsonScan | null = null;
  #schema: BoundedSchema | undefined;

  constructor(
    request: FastifyRequest,
    payload: Readable,
    dropped: (bytes: number) => void,
    report: (text: string, error: RefusedRequest | null) => void,
  ) {
    this.#request = request;
    this.#payload = payload;
    this.#limit = request.routeOptions.bodyLimit;
    this.#report = report;
    this.#dropped = dropped;
    this.declared = declaredBytes(request) ?? this.#limit;
  }

  /** Reads it once there is room for it. */
  readIn(bodyBudget: BodyBudget, scan: JsonScan, schema: BoundedSchema | undefined): void {
    this.#schema = schema;
    const { raw } = this.#request;
    const bytes = Math.min(this.declared, this.#limit);
    const giveUp = bodyBudget.enter(accountName(this.#request), bytes, (place) => {
      if (place === null) this.#end(noRoom());
      else this.#readWithin(place, scan);
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

  #readWithin(place: Place, scan: JsonScan): void {
    const { socket } = this.#request.raw;
    this.#place = place;
    const closed = (): void => {
      // What waits for its turn is there until then.
      if (!this.isQueued) place.leave();
    };
    socket.once('close', closed);
    // What was parsed is there until its answer is.
    this.#request.leaveRoom = () => {
      socket.off('close', closed);
      place.leave();
    };
    this.read(scan);
  }

  readonly #take = (chunk: Buffer): void => {
    this.#bytes += chunk.length;
    this.#request.bodyBytes = this.#bytes;
    if (this.#bytes > this.#limit) {
      this.#end(refused('body_too_large'));
      return;
    }
    if (this.#place?.grow(this.#bytes) === false) {
      this.#end(noRoom());
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
    const isCut = declaredBytes(this.#request) !== null && this.#bytes !== this.declared;
    if (isCut) this.#end(refused('malformed_request'));
    // It timed out, and its sender got an answer that says so.
    else if (this.#request.raw.socket.writableEnded) this.#end(refused('request_timeout'));
    else this.#endRead();
  };

  #endRead(): void {
    const [first, second] = this.#chunks;
    const isWhole = first !== undefined && second === undefined;
    const whole = isWhole ? first : Buffer.concat(this.#chunks, this.#bytes);
    if (isUtf8(whole)) this.#end(null, whole.toString('utf8'));
    else this.#end(refused('malformed_json', {}, `the body ${utf8Problem(whole) ?? 'is not UTF-8'}`));
  }

  readonly #fail = (error: Error): void =>
    this.#end(error instanceof RefusedRequest ? error : refused('malformed_request'));

  #end(error: RefusedRequest | null, text = ''): void {
    const report = this.#report;
    if (report === null) return;
    this.#report = null;
    this.#payload.off('data', this.#take).off('end', this.#finish).off('error', this.#fail);
    this.#chunks.length = 0;
    if (error !== null) {
      const { raw, content } = this.#request;
      this.#payload.on('error', () => {});
      content?.destroy();
      // The rest is dropped as it comes; `BodyDeadlines` ends what goes on for too long.
      if (isCharged(error.refusal.status)) raw.on('data', (chunk: Buffer) => this.#dropped(chunk.length));
      raw.resume();
    }
    report(text, error);
  }
}

function explained(reason: string): RefusedRequest {
  return refused('malformed_json', {}, `the body is not valid JSON: ${reason}`);
}
