import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { LoopDelay } from './concurrency/loop-delay.ts';
import type { Conditions } from './conditions.ts';
import { RequestFigures, type RequestTotals } from './request-figures.ts';

export { type RequestTotals, secondsWithin } from './request-figures.ts';

const msPerSecond = 1000;
/** Longer than any process lives: the delay of the event loop is measured here, less often and without the time between two samples. */
const neverMs = 2 ** 31 - 1;
const delayFigures: Readonly<Record<string, (delay: LoopDelay) => number>> = {
  min: (delay) => delay.minMs,
  max: (delay) => delay.maxMs,
  mean: (delay) => delay.meanMs,
  stddev: (delay) => delay.deviationMs,
  p50: (delay) => delay.percentileMs(50),
  p90: (delay) => delay.percentileMs(90),
  p99: (delay) => delay.percentileMs(99),
};

/** A figure that is looked up when it is asked for: values by label, e.g. `{ unknown: 2 }`; must be cheap. */
export type ReadFigures = () => Promise<Readonly<Record<string, number>>>;

/** What the program measures about itself, for Prometheus. Labels come from small fixed sets, never from input. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new RequestFigures();
  readonly #webhooks: Counter;
  #labels = 0;

  constructor() {
    const registers = [this.#registry];
    // Process figures, and garbage collection.
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: neverMs });
    this.#addLoopDelay();
    for (const metric of this.#requests.metrics()) this.#registry.registerMetric(metric);
    this.#webhooks = new Counter({
      name: 'asg_webhook_attempts_total',
      help: 'Attempts to deliver a webhook, by what came of them.',
      labelNames: ['outcome'],
      registers,
    });
  }

  /** By the names that are usual, since the last time they were read. */
  #addLoopDelay(): void {
    const delay = new LoopDelay();
    const last = Object.keys(delayFigures).at(-1);
    for (const [figure, read] of Object.entries(delayFigures)) {
      const name = `nodejs_eventloop_lag_${figure}_seconds`;
      this.#registry.removeSingleMetric(name);
      const gauge: Gauge = new Gauge({
        name,
        help: `Delay of the event loop since the last scrape: ${figure}.`,
        registers: [this.#registry],
        collect: () => {
          gauge.set(read(delay) / msPerSecond);
          if (figure === last) delay.reset();
        },
      });
    }
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** `route` is the pattern, never the URL. */
  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.add(method, route, status, seconds);
  }

  /** Requests so far, to be compared with those of before. */
  requestTotals(): RequestTotals {
    return this.#requests.totals();
  }

  /** Labels that were taken by this process so far. */
  get labels(): number {
    return this.#labels;
  }

  addLabels(count: number): void {
    this.#labels += count;
  }

  /** `delivered`: the receiver took it. `retrying`: it is tried again. `failed`: that was the last attempt. */
  webhookAttempt(outcome: 'delivered' | 'retrying' | 'failed'): void {
    this.#webhooks.inc({ outcome });
  }

  /** Adds a gauge with one label, read at every scrape. A reading that fails leaves the gauge out. */
  addFigures(name: string, help: string, label: string, read: ReadFigures): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      async collect() {
        this.reset();
        const figures = await read().catch(() => ({}));
        for (const [value, figure] of Object.entries(figures)) this.set({ [label]: value }, figure);
      },
    });
  }

  /** Adds a counter of what is counted elsewhere, read at every scrape; it never falls while the process lives. */
  addCounts<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    read: () => readonly { readonly labels: Readonly<Record<Label, string>>; readonly value: number }[],
  ): void {
    new Counter({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const { labels, value } of read()) this.inc({ ...labels }, value);
      },
    });
  }

  /** What is wrong now, each by its name. */
  addConditions(conditions: Pick<Conditions, 'list'>): void {
    const help = 'What is wrong now, by name: 1 degraded, 2 this process cannot do its own work.';
    this.addFigures('asg_condition', help, 'name', async () =>
      Object.fromEntries(
        conditions.list().map(({ name, severity }) => [name, severity === 'failing' ? 2 : 1]),
      ),
    );
  }

  /** All of it in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
