import type { Command } from 'commander';
import { connectionHelp, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import type { McpOptions } from './options.ts';

const satsMax = 2_100_000_000_000_000;
const tasksDefault = 100;
const sessionForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const help = `${connectionHelp}
A program that runs agents starts it and speaks with it over standard input and output; docs/agents.md has examples of its settings.
Tools that the key may not use are not offered: give agents a key of their own (\`asg keys create --scopes submit,read\`).

What is submitted counts against both limits before it is sent: each task with the most that it can cost. The count is kept in the
folder of the profiles, so a restart does not begin anew: a session of your name lasts until you choose another, one without a name
a day (UTC). A call that is repeated with the same content is the same task, and is counted and paid once.

Examples:
  $ asg mcp                                      at most ${tasksDefault} tasks a day
  $ asg mcp --max-sats 50000 --max-tasks none    at most 50,000 satoshis a day
  $ asg mcp --session reviews --max-tasks 500    at most 500 tasks under this name, however long it takes
`;

/** `asg mcp`: the customer API as tools of an agent. */
export function addMcp(program: Command): void {
  serverCommand(program, 'mcp', 'offer the API to agents, by the Model Context Protocol')
    .option('--max-sats <sats>', 'the most that tasks of a session may cost together, or none', limit, null)
    .option('--max-tasks <n>', 'the most tasks of a session, or none', limit, tasksDefault)
    .option('--session <name>', 'what the limits are for; without it: the day (UTC)', sessionName)
    .addHelpText('after', help + exitCodesHelp)
    .action((options: McpOptions) =>
      interruptible(async (signal) => (await import('./serve.ts')).serveMcp(options, signal)),
    );
}

function limit(text: string): number | null {
  if (text === 'none') return null;
  if (!/^\d{1,16}$/.test(text) || Number(text) > satsMax)
    throw new UsageError(`a limit must be a whole number, or none, not ${text}`);
  return Number(text);
}

function sessionName(text: string): string {
  if (!sessionForm.test(text))
    throw new UsageError('--session must be a name of up to 63 letters, digits, -, _ and .');
  return text;
}
