import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { test } from 'node:test';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { systemClock } from '@asg/runtime';
import { customerTask, patienceMs, startRefinery, TestApi } from '@asg/testing';
import { openGate } from '../gate.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: readonly { readonly key: string; readonly value: unknown }[];
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly unknown[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** A server that answers 200 and keeps what it gets, with its headers. */
async function receiver<T>() {
  const got: { readonly body: T; readonly request: IncomingMessage }[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body: T = JSON.parse(JSON.stringify(await json(request)));
    got.push({ body, request });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  return openGate({ got }, (request, response) => {
    take(request, response).catch(() => response.destroy());
  });
}

async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  const untilMs = systemClock.nowMs() + patienceMs;
  while (systemClock.nowMs() < untilMs) {
    const found = look();
    if (found !== undefined) return found;
    await systemClock.sleep(50);
  }
  throw new Error(`not there: ${what}`);
}

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

test('a collector gets the trace of a task, from its submission to its webhook, and nothing that is private', async () => {
  await using collector = await receiver<Sent>();
  await using hooks = await receiver<{ readonly event: string }>();
  await using refinery = await startRefinery({
    env: {
      SETTLE_MAX_WAIT_MS: '50',
      LOCAL_BLOCK_SECONDS: '1',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_SERVICE_NAME: 'refinery-of-tests',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    },
  });
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'Secretive', email: 'private@example.com' });
  const customer = api.customer(api_key);
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  await customer.webhooks.create({ callback_url: `${hooks.endpoint}/private-path`, secret });
  const { task_id } = await api.json<{ readonly task_id: string }>({
    method: 'POST',
    path: '/v1/tasks',
    token: api_key,
    body: customerTask({ data_url: 'https://data.example/private.jpg' }),
    headers: { traceparent: `00-${caller.traceId}-${caller.spanId}-01` },
  });
  await runCrowd({
    url: refinery.url,
    workers: simulatedCrowd(3, 1, 1, 'seed'),
    answerFor: (item) => ({ item: '', truth: { kind: 'choice', label: item.options[0] ?? '' } }),
    until: 'idle',
    skipRate: 0,
    emailTag: 'traced',
  });
  const delivered = await until('task.settled', () =>
    hooks.got.find(({ body }) => body.event === 'task.settled'),
  );

  const spansNow = (): readonly Span[] =>
    collector.got.flatMap(({ body }) =>
      body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    );
  const about = (span: Span) => JSON.stringify(span.attributes).includes(task_id);
  const deliveries = () => spansNow().filter((span) => span.name === 'webhook.deliver' && about(span));
  await until('the delivery', () => (deliveries().length > 0 ? true : undefined));
  const all = spansNow();
  const first = all.find((span) => span.name === 'task.submit' && about(span));
  assert.ok(first !== undefined);
  const ofTask = all.filter(({ traceId }) => traceId === first.traceId);
  const named = (name: string) => ofTask.filter((span) => span.name === name);
  const parentOf = (span: Span | undefined) => all.find(({ spanId }) => spanId === span?.parentSpanId);

  assert.equal(named('task.label').length, 3);
  const [decided] = named('task.decide');
  assert.equal(parentOf(decided)?.name, 'task.label', 'the label that completes it decides it');
  assert.ok(named('store.commit').some((span) => parentOf(span)?.name === 'task.submit'));
  assert.ok(named('store.commit').some((span) => parentOf(span)?.name === 'settlement.plan'));
  assert.equal(parentOf(named('chain.broadcast')[0]), first);
  assert.ok(named('task.settle').length > 0);
  for (const span of ofTask) assert.ok(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano));
  assert.equal(delivered.request.url, '/private-path');
  const [version, traceId, spanId] = String(delivered.request.headers.traceparent).split('-');
  assert.deepEqual([version, traceId], ['00', first.traceId], 'the receiver goes on with the same trace');
  assert.ok(deliveries().some((span) => span.spanId === spanId));

  const request = all.find((span) => span.traceId === caller.traceId && span.name === 'POST /v1/tasks');
  assert.equal(request?.parentSpanId, caller.spanId, 'the request goes on with the trace of its caller');
  const engine = all.find((span) => span.parentSpanId === request?.spanId);
  assert.match(engine?.name ?? '', /^intake\./);
  const store = all.find((span) => span.name === 'store tasks.open' && span.traceId === caller.traceId);
  assert.equal(parentOf(store), engine);
  assert.deepEqual([first.links?.[0]?.traceId, first.links?.[0]?.spanId], [caller.traceId, store?.spanId]);

  const [sent] = collector.got;
  assert.equal(sent?.request.url, '/v1/traces');
  assert.match(JSON.stringify(sent?.body.resourceSpans[0]?.resource), /refinery-of-tests/);
  const everything = JSON.stringify(collector.got.map(({ body }) => body));
  for (const hidden of [api_key, secret, 'private', 'Secretive', 'example.com', 'cat', '@'])
    assert.ok(!everything.includes(hidden), `${hidden} is in a span`);
});
