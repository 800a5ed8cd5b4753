import { writeFile } from 'node:fs/promises';
import { messageOf } from '@asg/domain/errors';
import { ASGGatewayHTTPError } from '@asg/sdk';
import type { Command } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { exitCodesHelp, interruptible, NotYet, UsageError } from '../terminal/exit.ts';
import { type ResultWait, withWaitOptions } from './result.ts';

const examples = `${connectionHelp}
Prints the receipt of a settled task: the proof, for you and anyone, that its label was paid for. Keep it beside the label.

Examples:
  $ asg receipt tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB > receipt.json && asg verify receipt.json
  $ asg receipt tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB --wait --out receipt.json
`;

interface ReceiptOptions extends ServerOptions, ResultWait {
  readonly wait: boolean;
  readonly out?: string;
}

/** `asg receipt`: the proof of a label. */
export function addReceipt(program: Command): void {
  const command = serverCommand(program, 'receipt', 'the proof that a label was paid for')
    .argument('<task_id>')
    .option('--wait', 'wait until the task is settled', false)
    .option('--out <file>', 'write it to a file');
  withWaitOptions(command)
    .addHelpText('after', examples + exitCodesHelp)
    .action((taskId: string, options: ReceiptOptions) =>
      interruptible((signal) => showReceipt(taskId, options, signal)),
    );
}

async function showReceipt(taskId: string, options: ReceiptOptions, signal: AbortSignal): Promise<void> {
  const { wait, timeout, out } = options;
  const client = connect(options);
  if (wait) await client.tasks.waitForResult(taskId, { timeoutMs: timeout * 1000, signal });
  const receipt = await client.tasks.receipt(taskId, { signal }).catch((error: unknown) => {
    const isEarly = error instanceof ASGGatewayHTTPError && error.status === 409;
    throw isEarly ? new NotYet(`${taskId} is not settled yet: --wait waits`) : error;
  });
  const text = JSON.stringify(receipt, null, 2);
  if (out === undefined) {
    console.log(text);
    return;
  }
  await writeFile(out, `${text}\n`).catch((error: unknown) => {
    throw new UsageError(`${out} cannot be written: ${messageOf(error)}`);
  });
  console.error(`The receipt is in ${out}: \`asg verify ${out}\` checks it`);
}
