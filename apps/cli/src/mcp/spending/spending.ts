import { createHash } from 'node:crypto';
import { systemClock } from '@asg/runtime';
import { type ASGConsoleSession, ASGGatewayHTTPError } from '@asg/sdk';
import { type Costly, mostSats } from './cost.ts';
import type { Amount, Ledger, Limits } from './ledger.ts';

/** Nothing was sent: it would go beyond what the agent may spend. */
export class OverLimit extends Error {
  override readonly name = 'OverLimit';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

interface SpendingOptions {
  readonly limits: Limits;
  /** Null: the day. */
  readonly session: string | null;
  /** Server and account. */
  readonly account: string;
}

const options = { tasks: '--max-tasks', sats: '--max-sats' } as const;
const units = { tasks: 'tasks', sats: 'satoshis' } as const;
const dayLength = 10;

/** Object members in one order, so that a call repeated by an agent is the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** Surely nothing of it was done. */
const wasRefused = ({ status, retryable }: ASGGatewayHTTPError): boolean => !retryable || status === 429;

/** What an agent may spend, and what it has. */
export class Spending {
  readonly #options: SpendingOptions;
  readonly #ledger: Ledger;
  readonly #prices: ASGConsoleSession;

  constructor(ledger: Ledger, prices: ASGConsoleSession, given: SpendingOptions) {
    this.#ledger = ledger;
    this.#prices = prices;
    this.#options = given;
  }

  /** What is counted now, and the limits. */
  status() {
    const { limits } = this.#options;
    const name = this.#name();
    const { tasks, sats } = this.#ledger.counted(this.#session(name));
    const left = (limit: number | null, used: number): number | null =>
      limit === null ? null : Math.max(0, limit - used);
    return {
      session: name,
      max_tasks: limits.tasks,
      max_sats: limits.sats,
      counted_tasks: tasks,
      counted_sats: sats,
      left_tasks: left(limits.tasks, tasks),
      left_sats: left(limits.sats, sats),
    };
  }

  /** The agent's own name for a call, or one made of its content: sent again it is the same call. */
  keyFor(tool: string, content: unknown, given: string | null | undefined): string {
    return given ?? `mcp-${this.#hash([this.#options.session, tool, content])}`;
  }

  /**
   * Sends what was counted first. Throws OverLimit where it would go beyond a limit. What the server refuses is not counted;
   * what nobody knows the end of, is.
   */
  async spend<T>(
    key: string,
    content: unknown,
    tasks: readonly Costly[],
    send: () => Promise<T>,
  ): Promise<T> {
    const price = await this.#prices.get();
    const amount = {
      tasks: tasks.length,
      sats: tasks.reduce((sum, task) => sum + mostSats(task, price), 0),
    };
    const call = this.#hash([this.#options.account, key, content]);
    const name = this.#name();
    const counted = this.#ledger.count(call, this.#session(name), amount, this.#options.limits);
    if (!counted.ok) throw this.#overLimit(counted.over, counted.counted, amount, name);
    try {
      const sent = await send();
      this.#ledger.accepted(call);
      return sent;
    } catch (error) {
      if (error instanceof ASGGatewayHTTPError && wasRefused(error)) this.#ledger.refused(call);
      throw error;
    }
  }

  #overLimit(over: keyof Amount, counted: Amount, amount: Amount, name: string): OverLimit {
    const most = over === 'sats' ? 'at most ' : '';
    return new OverLimit(
      options[over].slice(2).replace('-', '_'),
      `spending limit: this takes ${most}${amount[over]} ${units[over]}, and ${counted[over]} of ${this.#options.limits[over]} (${options[over]}) are counted in the session ${name}. Nothing was submitted. Only the person who started \`asg mcp\` can raise the limit.`,
    );
  }

  #name(): string {
    return this.#options.session ?? new Date(systemClock.nowMs()).toISOString().slice(0, dayLength);
  }

  #session(name: string): string {
    const kind = this.#options.session === null ? 'day' : 'named';
    return `${this.#options.account} ${kind} ${name}`;
  }

  #hash(parts: readonly unknown[]): string {
    return createHash('sha256').update(canonical(parts)).digest('hex');
  }
}
