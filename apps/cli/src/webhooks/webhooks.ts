import type { CreateWebhook, Delivery, EventName } from '@asg/sdk';
import type { Command } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { type LimitOption, limited, withLimit } from '../terminal/listing.ts';
import { columnTable, factTable, printJson } from '../terminal/table.ts';
import { eventList } from './event-names.ts';
import { addListen } from './listen.ts';

const examples = `${connectionHelp}
Examples:
  $ asg webhooks create https://example.com/hook --events task.settled,task.expired
  $ asg webhooks                                        your webhooks
  $ asg webhooks listen --forward-to http://localhost:3000/hook      real events on your own machine, no tunnel
  $ asg webhooks deliveries whk_01JRCZ8Q4M3V7T5N9K2H6X0WAB
  $ asg webhooks deliveries --failed && asg webhooks replay dlv_01JRCZ8Q4M3V7T5N9K2H6X0WAB
`;

interface CreateOptions extends ServerOptions {
  readonly events?: readonly EventName[];
}

interface DeliveriesOptions extends ServerOptions, LimitOption {
  readonly failed: boolean;
}

/** \`asg webhooks\`: get events as they happen. */
export function addWebhooks(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description('get events as they happen: create, list, delete, test, deliveries, replay, listen')
    .addHelpText('after', examples + exitCodesHelp);
  serverCommand(webhooks, 'list', 'your webhooks', true).action((options: ServerOptions) =>
    interruptible((signal) => listWebhooks(options, signal)),
  );
  serverCommand(webhooks, 'create', 'register a webhook; a secret is made and shown once')
    .argument('<callback_url>', 'https URL; ASG_WEBHOOK_SECRET gives it a secret of your own')
    .option('--events <list>', 'with commas between; default: task.settled', eventList)
    .action((url: string, options: CreateOptions) => interruptible((signal) => create(url, options, signal)));
  serverCommand(webhooks, 'delete', 'remove webhooks')
    .argument('<webhook_id...>')
    .action((ids: readonly string[], options: ServerOptions) =>
      interruptible(async (signal) => {
        const client = connect(options);
        for (const id of ids) await client.webhooks.delete(id, { signal });
      }),
    );
  serverCommand(webhooks, 'test', 'send a sample message')
    .argument('<webhook_id>')
    .action((id: string, options: ServerOptions) =>
      interruptible(async (signal) => print(await connect(options).webhooks.test(id, { signal }), options)),
    );
  withLimit(serverCommand(webhooks, 'deliveries', 'what was sent, and what was answered'))
    .argument('[webhook_id]')
    .option('--failed', 'those that were given up, of every receiver', false)
    .action((id: string | undefined, options: DeliveriesOptions, command: Command) => {
      if ((id === undefined) !== options.failed)
        command.error('error: give a webhook_id, or --failed for those of every receiver');
      return interruptible((signal) => listDeliveries(id, options, signal));
    });
  serverCommand(webhooks, 'replay', 'send a delivery again, with the same webhook-id')
    .argument('<delivery_id>')
    .action((id: string, options: ServerOptions) =>
      interruptible(async (signal) => print(await connect(options).webhooks.replay(id, { signal }), options)),
    );
  addListen(webhooks);
}

async function listWebhooks(options: ServerOptions, signal: AbortSignal): Promise<void> {
  const all = await connect(options).webhooks.list({ signal });
  if (options.json) printJson(all);
  else {
    const rows = all.map(({ webhook_id, active, disabled_reason, events, callback_url }) => [
      webhook_id,
      active ? 'on' : `off${disabled_reason === null ? '' : `: ${disabled_reason}`}`,
      events.join(','),
      callback_url,
    ]);
    console.log(columnTable(['webhook', 'is', 'events', 'url'], rows));
  }
}

async function create(url: string, options: CreateOptions, signal: AbortSignal): Promise<void> {
  const own = process.env.ASG_WEBHOOK_SECRET;
  const webhook: CreateWebhook = {
    callback_url: url,
    events: options.events,
    ...(own ? { secret: own } : {}),
  };
  const made = await connect(options).webhooks.create(webhook, { signal });
  for (const warning of made.warnings ?? []) console.error(`asg: ${warning}`);
  if (options.json) printJson(made);
  else
    console.log(
      factTable([
        ['webhook', made.webhook_id],
        ['events', made.events.join(', ')],
        ...(made.secret === undefined ? [] : [['secret', `${made.secret}  (shown this once)`] as const]),
      ]),
    );
}

async function listDeliveries(
  id: string | undefined,
  options: DeliveriesOptions,
  signal: AbortSignal,
): Promise<void> {
  const { webhooks } = connect(options);
  const all = await limited(options, (limit) =>
    id === undefined
      ? webhooks.failedDeliveries({ limit }, { signal })
      : webhooks.deliveries(id, { limit }, { signal }),
  );
  if (options.json) printJson(all);
  else {
    const rows = all.map((delivery) => [
      delivery.delivery_id,
      delivery.event,
      delivery.status,
      `${delivery.attempt_count}`,
      answerOf(delivery),
      delivery.created_at,
    ]);
    console.log(columnTable(['delivery', 'event', 'status', 'tries', 'last answer', 'created'], rows));
  }
}

function answerOf({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  return last === undefined ? '-' : (last.status?.toString() ?? last.error ?? 'none');
}

function print(delivery: Delivery, { json }: ServerOptions): void {
  if (json) printJson(delivery);
  else
    console.log(
      factTable([
        ['delivery', delivery.delivery_id],
        ['message', delivery.message_id],
        ['status', delivery.status === 'pending' ? 'on its way' : delivery.status],
      ]),
    );
}
