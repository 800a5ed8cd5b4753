import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { Clock } from '@asg/runtime';
import type { FastifyInstance } from 'fastify';
import type { AddressMatch } from '../addresses/address-match.ts';
import { clientNetwork } from '../addresses/client-address.ts';
import type { ConnectionBounds } from '../options.ts';
import { type BodyDeadlines, hasBody } from './body-deadlines.ts';

/** What was refused may read its answer for so long, ms; then it is destroyed. */
const lingerMs = 1_000;
/** How often refused connections, and too many of them, are looked at, ms. */
const lookMs = 500;
/** From the beginning of a stop: when heads, when bodies must have arrived, and when all answers must have left, ms. */
const stopMs = { heads: 1_000, bodies: 4_000, answers: 7_000 } as const;
/** Who came, or was answered, so recently may have sent its next request already, ms. */
const busyMsMax = 1_000;
/** A connection whose body makes no progress for so long may be closed to make room, ms. */
const stalledMsMin = 5_000;

/** Connections without a request under way, the one that became so first in front; and those whose bodies are on their way. */
class Waiting {
  /** They have not made a request yet. */
  readonly #silent = new Set<Connection>();
  readonly #idle = new Set<Connection>();
  /** No part of `size`: the one whose bytes came first in front. */
  readonly receiving = new Set<Connection>();

  add(connection: Connection): void {
    (connection.hasAsked ? this.#idle : this.#silent).add(connection);
  }

  delete(connection: Connection): void {
    (connection.hasAsked ? this.#idle : this.#silent).delete(connection);
  }

  get size(): number {
    return this.#silent.size + this.#idle.size;
  }

  /** The connection to close first: one idle for a second, or else one whose body makes no progress. */
  longest(nowMs: number): Connection | null {
    for (const [first] of [this.#silent, this.#idle])
      if (first !== undefined && first.idleSinceMs + busyMsMax <= nowMs) return first;
    for (const connection of this.receiving) {
      if (connection.body !== null && connection.body.sinceMs + stalledMsMin > nowMs) return null;
      if (!hasMoved(connection)) return connection;
    }
    return null;
  }

  *[Symbol.iterator](): Iterator<Connection> {
    yield* this.#silent;
    yield* this.#idle;
  }
}

/** Connections that are bounded together: those of one address (a trusted proxy's do not count), or all. */
interface Neighbours {
  readonly max: number;
  count: number;
  readonly waiting: Waiting;
}

interface Connection {
  /** What is on its way, and the bytes of the socket that were seen, and when; null: nothing is, or more requests than one are under way. */
  body: { readonly request: IncomingMessage; readonly bytes: number; readonly sinceMs: number } | null;
  /** With TLS the one that speaks it, once it does. */
  socket: Socket;
  readonly peer: string;
  readonly network: string;
  readonly neighbours: Neighbours | null;
  readonly underWay: Set<ServerResponse>;
  hasAsked: boolean;
  idleSinceMs: number;
}

const peerOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;

const hasMoved = ({ socket, body }: Connection): boolean =>
  body !== null && (body.request.complete || body.bytes !== socket.bytesRead);

export interface ConnectionParts {
  readonly bounds: Pick<ConnectionBounds, 'connectionsMax' | 'connectionsPerAddressMax'>;
  readonly clock: Clock;
  readonly isTrusted: AddressMatch;
  readonly bodies: BodyDeadlines;
  /** Writes the reason to the socket, and closes it. */
  readonly turnAway: (socket: Socket) => void;
}

/**
 * Every connection of the server. There are so many at most, and so many of one address; beyond that a new one takes the
 * place of one that waits: that has sent no request yet for the longest, or else has been idle the longest, or else whose body
 * has stood still the longest. So those who send nothing keep nobody out. Who waits for less than a second may be about to send, and
 * stays so long: meanwhile there may be twice as many. What was refused is destroyed. When the server closes, what it had accepted is answered and the rest is ended.
 */
export class Connections {
  readonly #parts: ConnectionParts;
  readonly #open = new Map<Socket, Connection>();
  /** The same while TLS is being agreed on; null without TLS. */
  readonly #shaking: Map<string, Connection> | null;
  readonly #all: Neighbours;
  /** More are open than may be for long. */
  readonly #crowded = new Set<Neighbours>();
  readonly #networks = new Map<string, Neighbours>();
  /** Until when they may stay, ms. */
  readonly #refused = new Map<Socket, number>();
  #isClosing = false;

  constructor(app: FastifyInstance, parts: ConnectionParts) {
    this.#parts = parts;
    this.#shaking = app.server instanceof TlsServer ? new Map() : null;
    this.#all = { max: parts.bounds.connectionsMax, count: 0, waiting: new Waiting() };
    const server = app.server as Server;
    server.on('secureConnection', (socket: Socket) => this.#secured(socket));
    server.on('connection', (socket: Socket) => this.#accept(socket));
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) =>
      this.#begin(request, response),
    );
    server.on('clientError', (_error, socket) => this.#endSoon(socket as Socket));
    // Node would end those at once whose next request is on its way.
    server.closeIdleConnections = () => {};
    const closed = new AbortController();
    app.addHook('preClose', async () => this.#close(closed.signal));
    app.addHook('onClose', async () => closed.abort());
    void this.#lookOn(closed.signal);
  }

  #accept(socket: Socket): void {
    const connection = this.#add(socket);
    socket.once('close', () => this.#remove(connection));
    const hasRoom = [connection.neighbours, this.#all].every((all) => all === null || this.#makeRoom(all));
    if (hasRoom) return;
    // Before TLS is agreed on nobody could read why.
    if (this.#shaking !== null) return void socket.destroy();
    this.#parts.turnAway(socket);
    this.#endSoon(socket);
  }

  /** What was a connection goes on as another socket, which requests come from. */
  #secured(socket: Socket): void {
    const connection = this.#shaking?.get(peerOf(socket));
    if (connection === undefined || !this.#open.delete(connection.socket)) return void socket.destroy();
    this.#shaking?.delete(connection.peer);
    this.#open.set(socket, connection);
    connection.socket = socket;
    socket.once('close', () => this.#remove(connection));
  }

  /** False: so many of them are busy that there is no place for the newest. */
  #makeRoom(all: Neighbours): boolean {
    this.#trim(all);
    const excess = all.count - all.max;
    if (excess <= 0) return true;
    this.#crowded.add(all);
    // For a second there may be twice as many, if enough of them wait; the newest waits too.
    return excess <= all.max && all.waiting.size > excess;
  }

  /** Ends those that have waited the longest, as long as there are too many. */
  #trim(all: Neighbours): void {
    const nowMs = this.#parts.clock.nowMs();
    while (all.count > all.max) {
      const longest = all.waiting.longest(nowMs);
      if (longest === null) return;
      this.#remove(longest);
      longest.socket.destroy();
    }
    this.#crowded.delete(all);
  }

  #add(socket: Socket): Connection {
    const address = socket.remoteAddress ?? '';
    const network = clientNetwork(address);
    let neighbours: Neighbours | null = null;
    if (!this.#parts.isTrusted(address)) {
      const max = this.#parts.bounds.connectionsPerAddressMax;
      neighbours = this.#networks.get(network) ?? { max, count: 0, waiting: new Waiting() };
      neighbours.count++;
      this.#networks.set(network, neighbours);
    }
    const connection = {
      socket,
      peer: this.#shaking === null ? '' : peerOf(socket),
      hasAsked: false,
      body: null,
      network,
      neighbours,
      underWay: new Set<ServerResponse>(),
      idleSinceMs: 0,
    };
    this.#open.set(socket, connection);
    this.#shaking?.set(connection.peer, connection);
    this.#all.count++;
    this.#setIdle(connection);
    return connection;
  }

  #remove(connection: Connection): void {
    const { socket, network, neighbours } = connection;
    if (!this.#open.delete(socket)) return;
    if (this.#shaking?.get(connection.peer) === connection) this.#shaking.delete(connection.peer);
    this.#refused.delete(socket);
    this.#all.count--;
    this.#all.waiting.delete(connection);
    this.#setBody(connection, null);
    if (neighbours === null) return;
    neighbours.waiting.delete(connection);
    neighbours.count--;
    if (neighbours.count > 0) return;
    this.#networks.delete(network);
    this.#crowded.delete(neighbours);
  }

  #setIdle(connection: Connection): void {
    connection.idleSinceMs = this.#parts.clock.nowMs();
    this.#all.waiting.add(connection);
    connection.neighbours?.waiting.add(connection);
  }

  /** The body that is on its way, from now on with the bytes that are there. */
  #setBody(connection: Connection, request: IncomingMessage | null): void {
    const sets = [this.#all.waiting.receiving, connection.neighbours?.waiting.receiving];
    for (const set of sets) set?.delete(connection);
    connection.body = null;
    if (request === null) return;
    connection.body = { request, bytes: connection.socket.bytesRead, sinceMs: this.#parts.clock.nowMs() };
    for (const set of sets) set?.add(connection);
  }

  #begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const connection = this.#open.get(socket);
    if (connection === undefined) return;
    this.#all.waiting.delete(connection);
    connection.neighbours?.waiting.delete(connection);
    connection.hasAsked = true;
    connection.underWay.add(response);
    if (hasBody(request) || connection.body !== null)
      this.#setBody(connection, connection.underWay.size === 1 ? request : null);
    if (this.#isClosing) response.shouldKeepAlive = false;
    response.once('close', () => this.#end(connection, response));
  }

  #end(connection: Connection, response: ServerResponse): void {
    connection.underWay.delete(response);
    if (connection.underWay.size > 0 || !this.#open.has(connection.socket)) return;
    this.#setBody(connection, null);
    this.#setIdle(connection);
    // Its answer was begun before the stop and could not say that the connection ends with it.
    if (this.#isClosing) connection.socket.destroySoon();
  }

  /** Reads and drops what still comes, so that the answer is not lost with the connection. */
  #endSoon(socket: Socket): void {
    if (socket.destroyed || this.#refused.has(socket)) return;
    // One that is not open never agreed on TLS.
    if (!this.#open.has(socket)) return void socket.destroy();
    socket.resume();
    this.#refused.set(socket, this.#parts.clock.nowMs() + lingerMs);
  }

  async #lookOn(closed: AbortSignal): Promise<void> {
    while (!closed.aborted) {
      await this.#parts.clock.sleep(lookMs, closed);
      const nowMs = this.#parts.clock.nowMs();
      for (const [socket, untilMs] of this.#refused) if (untilMs <= nowMs) socket.destroy();
      for (const connection of [...this.#all.waiting.receiving]) {
        const request = connection.body?.request;
        if (request !== undefined && hasMoved(connection))
          this.#setBody(connection, request.complete ? null : request);
      }
      for (const all of [...this.#crowded]) this.#trim(all);
    }
  }

  #close(closed: AbortSignal): void {
    this.#isClosing = true;
    const nowMs = this.#parts.clock.nowMs();
    for (const { socket, underWay, idleSinceMs } of this.#open.values()) {
      for (const response of underWay) if (!response.headersSent) response.shouldKeepAlive = false;
      const isBusy = underWay.size > 0 || (socket.bytesRead > 0 && idleSinceMs + busyMsMax > nowMs);
      if (!isBusy) socket.destroy();
    }
    void this.#seeOut(closed);
  }

  async #seeOut(closed: AbortSignal): Promise<void> {
    const { clock, bodies } = this.#parts;
    await clock.sleep(stopMs.heads, closed);
    for (const { socket } of [...this.#all.waiting]) socket.destroy();
    await clock.sleep(stopMs.bodies - stopMs.heads, closed);
    if (!closed.aborted) bodies.endAll();
    await clock.sleep(stopMs.answers - stopMs.bodies, closed);
    for (const socket of this.#open.keys()) socket.destroy();
  }
}
