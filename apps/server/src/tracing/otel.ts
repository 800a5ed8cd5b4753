import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestTrace, TraceFacts } from '@asg/runtime';
import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { samplerOf } from './sampler.ts';
import type { ServerTracing, TaskMoment } from './server-tracing.ts';
import { ChosenIds, taskTraceIds } from './task-ids.ts';

const failedFrom = 500;
const taskKey = 'asg.task.id';
const exporters = { 'http/protobuf': ProtobufExporter, 'http/json': JsonExporter } as const;

/** A number of the environment; undefined: as the SDK has it. */
const numberOf = (text: string | undefined) =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

function processorOf(environment: NodeJS.ProcessEnv, protocol: keyof typeof exporters): BatchSpanProcessor {
  const bounds = {
    scheduledDelayMillis: numberOf(environment.OTEL_BSP_SCHEDULE_DELAY),
    exportTimeoutMillis: numberOf(environment.OTEL_BSP_EXPORT_TIMEOUT),
    maxQueueSize: numberOf(environment.OTEL_BSP_MAX_QUEUE_SIZE),
    maxExportBatchSize: numberOf(environment.OTEL_BSP_MAX_EXPORT_BATCH_SIZE),
  };
  const set = Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined));
  return new BatchSpanProcessor({ exporter: new exporters[protocol](), ...set });
}

/** Spans by the SDK of OpenTelemetry, sent by OTLP. */
export class OtelTracing implements ServerTracing {
  readonly #ids = new ChosenIds();
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #incoming = new W3CTraceContextPropagator();
  /** What is under way: of a request, or of a step in it. */
  readonly #current = new AsyncLocalStorage<Context>();

  constructor(environment: NodeJS.ProcessEnv, protocol: keyof typeof exporters, version: string) {
    const named = resourceFromAttributes({ 'service.name': 'asg-refinery', 'service.version': version });
    this.#provider = new TracerProvider({
      resource: defaultResource()
        .merge(named)
        .merge(detectResources({ detectors: [envDetector] })),
      sampler: samplerOf(environment),
      idGenerator: this.#ids,
      spanProcessors: [processorOf(environment, protocol)],
    });
    this.#tracer = this.#provider.getTracer('asg-refinery', version);
  }

  request(request: Parameters<ServerTracing['request']>[0]): RequestTrace {
    const { method, route, traceparent } = request;
    const carrier = traceparent === undefined ? {} : { traceparent };
    const caller = this.#incoming.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
    const attributes = { 'http.request.method': method, 'http.route': route };
    const span = this.#tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, caller);
    const context = trace.setSpan(caller, span);
    return {
      run: (work) => this.#current.run(context, work),
      end: (status) => {
        span.setAttribute('http.response.status_code', status);
        if (status >= failedFrom) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  step<T>(name: string, call: () => T): T {
    const within = this.#current.getStore();
    if (within === undefined) return call();
    const span = this.#tracer.startSpan(name, {}, within);
    return this.#current.run(trace.setSpan(within, span), () => ended(span, call));
  }

  opened(taskIds: readonly string[], stored: Pick<TaskMoment, 'name' | 'startMs'>): void {
    const under = this.#under();
    for (const taskId of taskIds) {
      const options = {
        root: true,
        links: under,
        startTime: stored.startMs,
        attributes: { [taskKey]: taskId },
      };
      const first = this.#ids.with(taskTraceIds(taskId), () =>
        this.#tracer.startSpan('task.submit', options),
      );
      if (first.isRecording()) {
        const parent = trace.setSpan(ROOT_CONTEXT, first);
        this.#tracer.startSpan(stored.name, { startTime: stored.startMs }, parent).end();
      }
      first.end();
    }
  }

  happened(taskId: string, moments: readonly Omit<TaskMoment, 'taskId'>[]): void {
    const context = this.#contextOf(taskId);
    if (context === null) return;
    const links = this.#under();
    let parent: Context = trace.setSpanContext(ROOT_CONTEXT, context);
    const spans: Span[] = [];
    for (const { name, startMs, facts } of moments) {
      const attributes = { ...facts, [taskKey]: taskId };
      const span = this.#tracer.startSpan(name, { startTime: startMs, attributes, links }, parent);
      spans.unshift(span);
      parent = trace.setSpan(parent, span);
    }
    for (const span of spans) span.end();
  }

  async attempt<T extends { readonly status: number | null }>(
    taskId: string | null,
    facts: TraceFacts,
    send: (headers: Readonly<Record<string, string>>) => Promise<T>,
  ): Promise<T> {
    const context = taskId === null ? null : this.#contextOf(taskId);
    if (taskId === null || context === null) return send({});
    const attributes = { ...facts, [taskKey]: taskId };
    const parent = trace.setSpanContext(ROOT_CONTEXT, context);
    const span = this.#tracer.startSpan('webhook.deliver', { kind: SpanKind.CLIENT, attributes }, parent);
    const { traceId, spanId } = span.spanContext();
    return ended(span, async () => {
      const sent = await send({ traceparent: `00-${traceId}-${spanId}-01` });
      if (sent.status === null) span.setStatus({ code: SpanStatusCode.ERROR });
      else span.setAttribute('http.response.status_code', sent.status);
      return sent;
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#provider.shutdown();
  }

  #under() {
    const within = this.#current.getStore();
    const context = within === undefined ? undefined : trace.getSpanContext(within);
    return context === undefined ? [] : [{ context }];
  }

  /** The first span of a task, which another process may have made; null: the task is not sampled. The same everywhere, by its id. */
  #contextOf(taskId: string): SpanContext | null {
    const ids = taskTraceIds(taskId);
    const asked = this.#ids.with(ids, () => this.#tracer.startSpan('task.submit', { root: true }));
    return asked.isRecording() ? { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true } : null;
  }
}

/** Ends the span with the call, whichever way it ends. */
function ended<T>(span: Span, call: () => T): T {
  const failed = (error: unknown): void => {
    span.setStatus({ code: SpanStatusCode.ERROR });
    if (error instanceof Error) span.setAttribute('error.type', error.name);
  };
  let result: T;
  try {
    result = call();
  } catch (error) {
    failed(error);
    span.end();
    throw error;
  }
  if (result instanceof Promise) void result.catch(failed).finally(() => span.end());
  else span.end();
  return result;
}
