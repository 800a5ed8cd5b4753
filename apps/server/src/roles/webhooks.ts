import { WebhookDispatcher } from '@asg/webhooks';
import { loop, type ServerParts } from './server-parts.ts';

const idleMs = 200;

/** Turns events into deliveries and brings them to receivers. */
export function runWebhooks(parts: ServerParts): void {
  const { config, context, leadership, outbound, metrics, tracing } = parts;
  const { webhookRules: rules } = config;
  const sealer = parts.sealer();
  const dispatcher = parts.own.use(
    new WebhookDispatcher(context, { outbound, sealer, leadership, rules, metrics, tracing }),
  );
  const dispatching = loop(parts, 'webhooks', idleMs, () => dispatcher.round());
  dispatcher.onFree(() => dispatching.poke());
}
