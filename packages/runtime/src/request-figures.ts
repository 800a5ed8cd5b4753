import { at } from '@asg/values/present';
import type { Metric } from 'prom-client';

/** Upper bounds, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

const failedFrom = 500;

export interface RequestTotals {
  readonly count: number;
  /** Answered with 500 or more. */
  readonly failed: number;
  /** As of a route. */
  readonly buckets: readonly number[];
}

/** Within how many seconds so large a part of the requests was answered that came between two totals, as far as the bounds tell; null: none came. */
export function secondsWithin(share: number, before: RequestTotals, after: RequestTotals): number | null {
  const counts = after.buckets.map((times, i) => times - at(before.buckets, i));
  const wanted = share * counts.reduce((sum, times) => sum + times, 0);
  if (wanted === 0) return null;
  let upTo = 0;
  for (const [i, times] of counts.entries()) {
    upTo += times;
    if (upTo < wanted) continue;
    const [low, high] = [i === 0 ? 0 : at(bounds, i - 1), bounds[i] ?? at(bounds, bounds.length - 1)];
    return low + (high - low) * (1 - (upTo - wanted) / times);
  }
  return at(bounds, bounds.length - 1);
}

interface RouteFigures {
  readonly method: string;
  readonly route: string;
  readonly statuses: Map<number, number>;
  /** Requests that took no longer than each bound and longer than the one before; the last: all others. */
  readonly buckets: number[];
  seconds: number;
  count: number;
}

interface Value {
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly metricName?: string;
}

/** Counts requests. prom-client's own counters look their labels up at a cost that every request would feel. */
export class RequestFigures {
  readonly #byMethod = new Map<string, Map<string, RouteFigures>>();

  add(method: string, route: string, status: number, seconds: number): void {
    const figures = this.#byMethod.get(method)?.get(route) ?? this.#begin(method, route);
    figures.statuses.set(status, (figures.statuses.get(status) ?? 0) + 1);
    figures.seconds += seconds;
    figures.count++;
    let bucket = 0;
    while (bucket < bounds.length && seconds > bounds[bucket]!) bucket++;
    figures.buckets[bucket] = at(figures.buckets, bucket) + 1;
  }

  #begin(method: string, route: string): RouteFigures {
    const routes = this.#byMethod.get(method) ?? new Map<string, RouteFigures>();
    this.#byMethod.set(method, routes);
    const buckets = Array<number>(bounds.length + 1).fill(0);
    const figures = { method, route, statuses: new Map(), buckets, seconds: 0, count: 0 };
    routes.set(route, figures);
    return figures;
  }

  /** Of all routes, since the process began. */
  totals(): RequestTotals {
    const buckets = Array<number>(bounds.length + 1).fill(0);
    let [count, failed] = [0, 0];
    for (const figures of this.#all()) {
      count += figures.count;
      for (const [status, times] of figures.statuses) if (status >= failedFrom) failed += times;
      for (const [i, times] of figures.buckets.entries()) buckets[i] = at(buckets, i) + times;
    }
    return { count, failed, buckets };
  }

  /** In the form in which a registry of prom-client asks for them. */
  metrics(): readonly Metric[] {
    const requests = {
      name: 'asg_http_requests_total',
      help: 'Answers, by route pattern and status.',
      type: 'counter',
      values: () => this.#all().flatMap(statusValues),
    };
    const seconds = {
      name: 'asg_http_request_seconds',
      help: 'From the head of a request to the end of its answer, by route pattern.',
      type: 'histogram',
      values: () => this.#all().flatMap((figures) => secondsValues('asg_http_request_seconds', figures)),
    };
    return [requests, seconds].map(({ name, help, type, values }) => {
      const metric = {
        name,
        help,
        get: async () => ({ name, help, type, values: values(), aggregator: 'sum' }),
      };
      return metric as unknown as Metric;
    });
  }

  #all(): readonly RouteFigures[] {
    return [...this.#byMethod.values()].flatMap((routes) => [...routes.values()]);
  }
}

function statusValues({ method, route, statuses }: RouteFigures): readonly Value[] {
  return [...statuses].map(([status, value]) => ({ value, labels: { method, route, status } }));
}

function secondsValues(
  name: string,
  { method, route, buckets, seconds, count }: RouteFigures,
): readonly Value[] {
  let upTo = 0;
  const labels = { method, route };
  const cumulative = [...bounds, '+Inf'].map((le, i) => {
    upTo += at(buckets, i);
    return { metricName: `${name}_bucket`, value: upTo, labels: { le, ...labels } };
  });
  return [
    ...cumulative,
    { metricName: `${name}_sum`, value: seconds, labels },
    { metricName: `${name}_count`, value: count, labels },
  ];
}
