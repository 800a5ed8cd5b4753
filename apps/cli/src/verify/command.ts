import { verificationSteps, verifyReceipt } from '@asg/receipts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { Failure } from '../terminal/exit.ts';
import { blockOf, readBlocks, readJsonText, readLabelSpec } from './input.ts';
import { failureText, reportText } from './report.ts';

const stepLines = Object.entries(verificationSteps).map(([step, what]) => `  ${step.padEnd(13)}  ${what}`);
const help = `
Checks a receipt of GET /v1/tasks/{id}/receipt with nothing but its own content: no server, no network. Steps:
${stepLines.join('\n')}

A receipt holds hashes of the data URL and of the label spec: give your own to see that it is about them. The work of a
block is proven by the file; that the block is on the chain everyone uses, only by a hash or header from a source you
trust.

Examples:
  $ asg verify receipt.json
  $ asg verify receipt.json --data-url https://example.com/1.jpg --label-spec spec.json --label cat
  $ asg verify receipt.json --header 0000000000000000014fb564e1a62fef0eb66cb6c3e139b5095adcc6a477d61e
  $ curl -s -H "Authorization: Bearer $KEY" $ASG/v1/tasks/$TASK/receipt | asg verify - --json

Exit codes:
  0    every step passed
  1    a step failed: the message names it
  2    it was called wrongly, or a file cannot be read
`;

interface VerifyCommandOptions {
  readonly json: boolean;
  readonly task?: string;
  readonly dataUrl?: string;
  readonly labelSpec?: string;
  readonly label?: string;
  readonly header?: readonly string[];
  readonly headersFile?: string;
}

/** `asg verify FILE`: a receipt, offline. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('check a receipt offline, and say which step failed')
    .argument('<file>', 'the receipt, - for standard input')
    .option('--task <id>', 'the task it must be about')
    .option('--data-url <url>', 'the data URL it must be about, as it was submitted')
    .option('--label-spec <file>', 'JSON: the label spec it must be about, as it was submitted')
    .option('--label <label>', 'the consensus label it must prove')
    .addOption(
      new Option('--header <hex>', 'hash or header of a block you trust; can be repeated').argParser(
        trustedBlock,
      ),
    )
    .option('--headers-file <file>', 'hashes or headers of blocks you trust, one a line')
    .option('--json', 'print the report as JSON', false)
    .addHelpText('after', help)
    .action(runVerify);
}

function trustedBlock(text: string, earlier: readonly string[] = []): readonly string[] {
  const block = blockOf(text);
  if (block === null) throw new InvalidArgumentError('It must be a header (160 hex digits) or a hash (64).');
  return [...earlier, block];
}

async function runVerify(file: string, options: VerifyCommandOptions): Promise<void> {
  const { task, dataUrl, label, header, headersFile } = options;
  const labelSpec = options.labelSpec === undefined ? undefined : await readLabelSpec(options.labelSpec);
  const listed = headersFile === undefined ? [] : await readBlocks(headersFile);
  const isTrustLimited = header !== undefined || headersFile !== undefined;
  const { text } = await readJsonText(file);
  const report = verifyReceipt(text, {
    expected: { taskId: task, dataUrl, labelSpec, consensusLabel: label },
    trustedBlocks: isTrustLimited ? [...(header ?? []), ...listed] : undefined,
  });
  const { receipt: _receipt, ...reported } = report;
  console.log(options.json ? JSON.stringify(reported, null, 2) : reportText(report));
  if (!report.ok) throw new Failure(failureText(report));
}
