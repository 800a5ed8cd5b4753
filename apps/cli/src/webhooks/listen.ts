import { randomBytes } from 'node:crypto';
import { present } from '@asg/values/present';
import { type Command, Option } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { eventList } from './event-names.ts';
import { Forwarder } from './forward.ts';
import { receive } from './receiver.ts';

const portMax = 65_535;
const countMax = 1_000_000;

const help = `${connectionHelp}
Prints what happens to your tasks, jobs and balance as it happens, and sends it on to a URL of yours, signed as a webhook
is. It reads the event stream: the gateway need not reach this machine, so there is no tunnel to set up and no webhook to
register. A lost connection resumes where it broke.

The messages are signed with ASG_WEBHOOK_SECRET, or with a secret that is generated and printed at the start.

With --port it is a receiver instead: it takes messages of webhooks on that port, says whether their signatures are right
under ASG_WEBHOOK_SECRET, and sends the right ones on as they came.

Examples:
  $ asg webhooks listen
  $ asg webhooks listen --forward-to http://localhost:3000/hook --events task.settled,task.expired
  $ asg webhooks listen --since evt_01JRCZ8Q4M3V7T5N9K2H6X0WAB --count 10 --json
  $ ASG_WEBHOOK_SECRET=whsec_… asg webhooks listen --port 4242
`;

interface ListenOptions extends ServerOptions {
  readonly forwardTo?: string;
  readonly events?: readonly string[];
  readonly since?: string;
  readonly port?: number;
  readonly count: number;
}

/** `asg webhooks listen`: events on this machine, printed and sent on. */
export function addListen(webhooks: Command): void {
  serverCommand(webhooks, 'listen', 'print events as they happen, and send them on to a local URL')
    .addOption(new Option('--forward-to <url>', 'where to send them on').argParser(forwardUrl))
    .option('--events <list>', 'only these, with commas between', eventList)
    .option('--since <event_id>', 'from the event after this one; 0: from the first')
    .option(
      '--port <port>',
      'be a receiver of webhooks on this port; 0 takes a free one',
      wholeNumber(0, portMax),
    )
    .option('--count <n>', 'end after so many', wholeNumber(1, countMax), countMax)
    .addHelpText('after', help + exitCodesHelp)
    .action((options: ListenOptions, command: Command) => {
      if (options.port !== undefined && options.since !== undefined)
        command.error('error: --since is of the event stream, not of a receiver');
      return interruptible((signal) => (options.port === undefined ? follow : listenOn)(options, signal));
    });
}

function forwardUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(`--forward-to must be an http or https URL, not ${text}`);
}

async function follow(options: ListenOptions, signal: AbortSignal): Promise<void> {
  const { forwardTo, events, since, count, json } = options;
  const client = connect(options);
  const forwarder = new Forwarder(forwardTo, json, signal);
  const secret = process.env.ASG_WEBHOOK_SECRET || `whsec_${randomBytes(24).toString('base64')}`;
  let connected = false;
  const onConnect = (): void => {
    console.error(connected ? 'Connected again.' : `Listening to ${client.baseUrl}. Ctrl-C ends it.`);
    if (!connected && forwardTo !== undefined && !process.env.ASG_WEBHOOK_SECRET)
      console.error(`The secret of the messages is ${secret}`);
    connected = true;
  };
  const onReconnect = ({ message }: Error): void => console.error(`Connection lost: ${message}`);
  const stream = client.events.stream({ lastEventId: since, signal, onConnect, onReconnect });
  let reported = 0;
  for await (const { id, event } of stream) {
    if (events !== undefined && !events.includes(event.event)) continue;
    await forwarder.event(id, event, secret);
    if (++reported === count) return;
  }
  signal.throwIfAborted();
}

async function listenOn(options: ListenOptions, signal: AbortSignal): Promise<void> {
  const { forwardTo, events, count, json } = options;
  const secret = process.env.ASG_WEBHOOK_SECRET ?? '';
  if (secret === '') throw new UsageError('ASG_WEBHOOK_SECRET must be set to the secret of the webhook');
  const forwarder = new Forwarder(forwardTo, json, signal);
  await receive({ port: present(options.port, 'the port'), secret, events, count, signal, forwarder });
}
