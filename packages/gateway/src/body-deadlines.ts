import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@asg/runtime';
import type { FastifyInstance } from 'fastify';
import type { ConnectionBounds } from './options.ts';

/** How often bodies under way are looked at, ms. */
const lookMs = 1_000;
/** What Node calls it, so that it is answered in the same way. */
const timeoutCode = 'ERR_HTTP_REQUEST_TIMEOUT';

interface BodyUnderWay {
  readonly socket: Socket;
  readonly response: ServerResponse;
  sinceMs: number;
  /** Of the socket, at `sinceMs`. */
  bytes: number;
  isUpload: boolean;
  /** It was told so, and has until the next look to go. */
  isLate: boolean;
}

/**
 * Ends requests whose bodies take too long. A body must have arrived within `requestMsMax`; one that is declared an upload may take
 * longer, as long as so much of it arrives in each such span that it comes at `uploadBytesPerSecondMin` or more.
 * (Node's own `requestTimeout` knows no exceptions.)
 */
export class BodyDeadlines {
  readonly #bounds: ConnectionBounds;
  readonly #clock: Clock;
  readonly #underWay = new Map<IncomingMessage, BodyUnderWay>();

  constructor(app: FastifyInstance, bounds: ConnectionBounds, clock: Clock) {
    this.#bounds = bounds;
    this.#clock = clock;
    const server = app.server as Server;
    const closed = new AbortController();
    server.prependListener('request', (request, response) => this.#watch(request, response));
    app.addHook('onClose', async () => closed.abort());
    void this.#lookOn(server, closed.signal);
  }

  /** The body may take as long as it goes on arriving. */
  allowUpload(request: IncomingMessage): void {
    const body = this.#underWay.get(request);
    if (body !== undefined) body.isUpload = true;
  }

  #watch(request: IncomingMessage, response: ServerResponse): void {
    const { headers, socket } = request;
    if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return;
    const body: BodyUnderWay = {
      socket,
      response,
      sinceMs: this.#clock.nowMs(),
      bytes: socket.bytesRead,
      isUpload: false,
      isLate: false,
    };
    this.#underWay.set(request, body);
    const done = () => this.#underWay.delete(request);
    request.once('end', done).once('close', done);
  }

  async #lookOn(server: Server, closed: AbortSignal): Promise<void> {
    while (!closed.aborted) {
      await this.#clock.sleep(lookMs, closed);
      this.#look(server);
    }
  }

  #look(server: Server): void {
    const { requestMsMax, uploadBytesPerSecondMin } = this.#bounds;
    const nowMs = this.#clock.nowMs();
    for (const body of this.#underWay.values()) {
      const passedMs = nowMs - body.sinceMs;
      if (passedMs < requestMsMax) continue;
      const { socket, response } = body;
      if (body.isUpload && socket.bytesRead - body.bytes >= (uploadBytesPerSecondMin * passedMs) / 1000) {
        body.sinceMs = nowMs;
        body.bytes = socket.bytesRead;
        continue;
      }
      if (body.isLate || response.headersSent) {
        socket.destroy();
        continue;
      }
      body.isLate = true;
      const error = Object.assign(new Error('the body took too long'), { code: timeoutCode });
      server.emit('clientError', error, socket);
    }
  }
}
