import { createHash } from 'node:crypto';
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace';

const traceIdDigits = 32;
const spanIdDigits = 16;

/** The ids of the trace of a task: any process knows them, and nothing is stored for it. */
export interface TaskTraceIds {
  readonly traceId: string;
  /** Of its first span. */
  readonly spanId: string;
}

export function taskTraceIds(taskId: string): TaskTraceIds {
  const digits = createHash('sha256').update(`trace of ${taskId}`).digest('hex');
  return {
    traceId: digits.slice(0, traceIdDigits),
    spanId: digits.slice(traceIdDigits, traceIdDigits + spanIdDigits),
  };
}

/** Random ids, but for the span that is begun in `with`. */
export class ChosenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #chosen: TaskTraceIds | null = null;

  with<T>(ids: TaskTraceIds, begin: () => T): T {
    this.#chosen = ids;
    try {
      return begin();
    } finally {
      this.#chosen = null;
    }
  }

  generateTraceId(): string {
    return this.#chosen?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#chosen?.spanId ?? this.#random.generateSpanId();
  }
}
