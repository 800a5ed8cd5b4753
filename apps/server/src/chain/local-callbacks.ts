import type { ArcCallback, ArcCallbacks } from '@asg/chain';
import { type Outbound, OutboundFailed, OutboundRefused } from '@asg/outbound';
import type { Logger } from '@asg/runtime';

const timeoutMs = 5_000;

/** Sends the local chain's callbacks to hosts that requests may go to. Each is sent once: callbacks are hints. */
export class LocalCallbacks {
  readonly #callbacks: ArcCallbacks;
  readonly #outbound: Outbound;
  readonly #log: Logger;

  constructor(callbacks: ArcCallbacks, outbound: Outbound, log: Logger) {
    this.#callbacks = callbacks;
    this.#outbound = outbound;
    this.#log = log;
  }

  async round(): Promise<boolean> {
    const due = this.#callbacks.take();
    await Promise.all(due.map((callback) => this.#send(callback)));
    return false;
  }

  async #send({ url, token, body }: ArcCallback): Promise<void> {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    try {
      const answer = await this.#outbound.request({
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify(body),
        timeoutMs,
      });
      answer.body.destroy();
    } catch (error) {
      if (!(error instanceof OutboundFailed || error instanceof OutboundRefused)) throw error;
      this.#log.warn(
        { host: new URL(url).host, reason: error.message },
        'local chain: a callback was not sent',
      );
    }
  }
}
