import { type ResultMoment, resultMoments } from '@asg/domain/names';
import { type ASGGatewayClient, ASGGatewayTimeoutError, TaskEndedError } from '@asg/sdk';
import { at } from '@asg/values/present';
import { type Command, Option } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, Failure, interruptible, NotYet } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { printJson } from '../terminal/table.ts';
import { type KnownResult, resultText } from './show-result.ts';

const secondsMax = 30 * 24 * 3600;

const examples = `${connectionHelp}
Examples:
  $ asg result tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB
  $ asg result tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB --wait            until it is paid for
  $ asg result $ID --wait --until decided --json | jq -r .consensus_label

With several tasks --json prints a list. Exit code 3: a label is not there yet; 1: a task ended without one.
`;

/** How long, and for what. */
export interface ResultWait {
  readonly until: ResultMoment;
  /** Seconds. */
  readonly timeout: number;
}

interface ResultOptions extends ServerOptions, ResultWait {
  readonly wait: boolean;
}

/** Adds the options of a wait to a command. */
export function withWaitOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--until <state>', 'with --wait: the consensus, or the payment too')
        .choices(resultMoments)
        .default('settled'),
    )
    .option('--timeout <seconds>', 'with --wait: give up after so long', wholeNumber(1, secondsMax), 3_600);
}

/** `asg result`: the labels of tasks. */
export function addResult(program: Command): void {
  const command = serverCommand(program, 'result', 'the label of a task, or of several')
    .argument('<task_id...>')
    .option('--wait', 'wait until it is there', false);
  withWaitOptions(command)
    .addHelpText('after', examples + exitCodesHelp)
    .action((taskIds: readonly string[], options: ResultOptions) =>
      interruptible((signal) => showResults(taskIds, options, signal)),
    );
}

async function showResults(
  taskIds: readonly string[],
  options: ResultOptions,
  signal: AbortSignal,
): Promise<void> {
  const client = connect(options);
  const results: KnownResult[] = [];
  for (const taskId of taskIds) {
    const result = await resultOf(client, taskId, options.wait ? options : null, signal);
    results.push(result);
    if (!options.json) console.log(`${results.length > 1 ? '\n' : ''}${resultText(result, client.baseUrl)}`);
  }
  if (options.json) printJson(results.length === 1 ? results[0] : results);
  requireLabels(results);
}

/** Throws where a label is missing: NotYet where it may still come. */
export function requireLabels(results: readonly KnownResult[]): void {
  const ended = results.filter(({ status }) => status === 'expired' || status === 'cancelled');
  if (ended.length > 0)
    throw new Failure(`${at(ended, 0).task_id} is ${at(ended, 0).status}: there will be no label`);
  const open = results.filter(({ status }) => status === 'in_progress');
  if (open.length > 0) throw new NotYet(`${at(open, 0).task_id} is not labelled yet: --wait waits`);
}

/** What became of a task; with `wait` once it is known, or as it is when the time is up. */
export async function resultOf(
  client: ASGGatewayClient,
  taskId: string,
  wait: ResultWait | null,
  signal: AbortSignal,
): Promise<KnownResult> {
  try {
    if (wait !== null) {
      const { until, timeout } = wait;
      return await client.tasks.waitForResult(taskId, { until, timeoutMs: timeout * 1000, signal });
    }
    const result = await client.tasks.result(taskId, { signal });
    return result.status === 'in_progress' ? { ...result, task_id: taskId } : result;
  } catch (error) {
    if (error instanceof TaskEndedError) return error.result;
    if (!(error instanceof ASGGatewayTimeoutError)) throw error;
    throw new NotYet(`${error.message}: it goes on, ask again with \`asg result ${taskId} --wait\``);
  }
}
