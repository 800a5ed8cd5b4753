interface Reply {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown; readonly objectId?: string } } & Record<
    string,
    unknown
  >;
  readonly error?: { readonly message: string };
}

/** Asks a process that was started with `--inspect` on this machine, over the protocol of its debugger. */
export class Inspector implements Disposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<Reply>>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply;
      if (reply.id !== undefined) this.#waiting.get(reply.id)?.resolve(reply);
    });
    socket.addEventListener('close', () => {
      for (const waiting of this.#waiting.values()) waiting.reject(new Error('the inspector is gone'));
    });
  }

  /** `log` is the process's standard error, which names the address. */
  static async connect(log: string): Promise<Inspector> {
    const url = /^Debugger listening on (ws:\S+)$/m.exec(log)?.[1];
    if (url === undefined) throw new Error(`the process has no inspector:\n${log}`);
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`${url} does not answer`)));
    });
    return new Inspector(socket);
  }

  async send(method: string, params: object = {}): Promise<NonNullable<Reply['result']>> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<Reply>();
    this.#waiting.set(id, waiting);
    this.#socket.send(JSON.stringify({ id, method, params }));
    const reply = await waiting.promise.finally(() => this.#waiting.delete(id));
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`);
    return reply.result!;
  }

  /** The value of an expression, as JSON carries it. */
  async value<T>(expression: string): Promise<T> {
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    return result?.value as T;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
