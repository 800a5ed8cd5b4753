import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@asg/runtime';
import type { FastifyInstance } from 'fastify';
import type { ConnectionBounds } from '../options.ts';
import { stoppingCode } from '../refusals/error-reply.ts';

/** How often bodies under way are looked at, ms. */
const lookMs = 1_000;
/** What Node calls it, so that it is answered in the same way. */
const timeoutCode = 'ERR_HTTP_REQUEST_TIMEOUT';
/** What follows of a body that was answered before its end is read and dropped for so long, ms. */
const answeredMsMax = 5_000;

/** Whether the request says that a body follows its head. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

interface BodyUnderWay {
  readonly socket: Socket;
  readonly response: ServerResponse;
  sinceMs: number;
  /** Of the socket, at `sinceMs`. */
  bytes: number;
  isUpload: boolean;
  /** It got the answer, and has until the next check to close. */
  isLate: boolean;
  /** When its answer had left; null: it has none yet. */
  answeredAtMs: number | null;
}

/**
 * Ends requests whose bodies take too long. A body must have arrived within `requestMsMax`; one that is declared an upload may take
 * longer, as long as so much of it arrives in each such span that it comes at `uploadBytesPerSecondMin` or more.
 * (Node's own `requestTimeout` knows no exceptions.)
 */
export class BodyDeadlines {
  readonly #bounds: ConnectionBounds;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #underWay = new Map<IncomingMessage, BodyUnderWay>();

  constructor(app: FastifyInstance, bounds: ConnectionBounds, clock: Clock) {
    this.#bounds = bounds;
    this.#clock = clock;
    this.#server = app.server as Server;
    const closed = new AbortController();
    this.#server.prependListener('request', (request, response) => this.#watch(request, response));
    app.addHook('onClose', async () => closed.abort());
    void this.#lookOn(closed.signal);
  }

  /** The body may take as long as it goes on arriving. */
  allowUpload(request: IncomingMessage): void {
    const body = this.#underWay.get(request);
    if (body !== undefined) body.isUpload = true;
  }

  #watch(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    if (!hasBody(request)) return;
    const body: BodyUnderWay = {
      socket,
      response,
      sinceMs: this.#clock.nowMs(),
      bytes: socket.bytesRead,
      isUpload: false,
      isLate: false,
      answeredAtMs: null,
    };
    this.#underWay.set(request, body);
    const done = () => this.#underWay.delete(request);
    request.once('end', done).once('close', done);
    response.once('finish', () => {
      body.answeredAtMs = this.#clock.nowMs();
    });
  }

  /** The server stops: senders of what has not arrived get 503 and may retry. */
  endAll(): void {
    for (const body of this.#underWay.values()) this.#end(body, 'the server stops', stoppingCode);
  }

  #end(body: BodyUnderWay, message: string, code: string): void {
    const { socket, response } = body;
    if (body.isLate || response.headersSent) {
      socket.destroy();
      return;
    }
    body.isLate = true;
    this.#server.emit('clientError', Object.assign(new Error(message), { code }), socket);
  }

  async #lookOn(closed: AbortSignal): Promise<void> {
    while (!closed.aborted) {
      await this.#clock.sleep(lookMs, closed);
      this.#look();
    }
  }

  #look(): void {
    const { requestMsMax, uploadBytesPerSecondMin } = this.#bounds;
    const nowMs = this.#clock.nowMs();
    for (const body of this.#underWay.values()) {
      if (body.answeredAtMs !== null && nowMs - body.answeredAtMs >= answeredMsMax) body.socket.destroy();
      const passedMs = nowMs - body.sinceMs;
      if (passedMs < requestMsMax) continue;
      const arrived = body.socket.bytesRead - body.bytes;
      if (!body.isUpload || arrived < (uploadBytesPerSecondMin * passedMs) / 1000) {
        this.#end(body, 'the body took too long', timeoutCode);
        continue;
      }
      body.sinceMs = nowMs;
      body.bytes = body.socket.bytesRead;
    }
  }
}
