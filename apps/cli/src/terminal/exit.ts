import { systemClock } from '@asg/runtime';
import { ASGGatewayConnectionError, ASGGatewayHTTPError, ASGGatewayTimeoutError } from '@asg/sdk';
import { CommanderError } from 'commander';
import { exitNobodyReads, isBrokenPipe, isOutputClosed } from './closed-output.ts';
import { printable } from './printable.ts';

const exitOk = 0;
export const exitFailed = 1;
const exitUsage = 2;
const exitNotYet = 3;
const exitInterrupted = 130;

export const exitCodesHelp = `
Exit codes:
  0    all went well
  1    it ran and failed: the message says what
  2    it was called wrongly, or an input file is not as it must be
  3    not yet: what was asked for is not there, or the time to wait for it is up
  130  interrupted (Ctrl-C)
  141  nobody reads the output any more, as with | head
`;

/** The command was called wrongly, or with a file that cannot be used; the message says where and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** It ran and did not get there; the message says why. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** What was asked for is not there yet; the message says what is. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

/** The user stopped it. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('interrupted');
  }
}

const interrupting = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const sameKeyMs = 500;
const fieldsShown = 20;

/** The exit code that an error amounts to; prints what is wrong on standard error, unless that was done. */
export function exitCodeOf(thrown: unknown): number {
  const error = firstOf(thrown);
  // Commander has written its message itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitOk : exitUsage;
  if (isOutputClosed() || isBrokenPipe(error)) return exitNobodyReads;
  if (error instanceof Interrupted) return exitInterrupted;
  console.error(`asg: ${messageOf(error)}`);
  if (error instanceof UsageError) return exitUsage;
  return error instanceof NotYet || error instanceof ASGGatewayTimeoutError ? exitNotYet : exitFailed;
}

/** What went wrong and, where it is known, what to do. */
function messageOf(error: unknown): string {
  if (error instanceof ASGGatewayConnectionError)
    return `${error.message}\nIs the server running there? \`asg doctor\` looks; --url, ASG_BASE_URL or a profile say where it is`;
  if (!(error instanceof ASGGatewayHTTPError)) return error instanceof Error ? error.message : String(error);
  const fields = error.details.map(({ message }) => message).filter((message) => message !== error.message);
  const hint =
    error.status === 401
      ? '\n`asg profile` shows which key is in use; `asg register` makes an account. Commands of the operator take ASG_ADMIN_TOKEN'
      : '';
  const id = error.requestId === null ? '' : ` (${error.status}, request ${error.requestId})`;
  return (
    printable(error.message) +
    id +
    fields
      .slice(0, fieldsShown)
      .map((field) => `\n  ${printable(field)}`)
      .join('') +
    hint
  );
}

/** The error that came first, where cleaning up after it failed too. */
function firstOf(error: unknown): unknown {
  return error instanceof SuppressedError ? firstOf(error.suppressed) : error;
}

/**
 * Runs `work` with a signal that aborts on Ctrl-C, SIGTERM or a closed terminal, so that it can clean up; a second one ends at
 * once.
 * Throws `Interrupted` in place of whatever the work threw after it.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let firstAtMs = 0;
  const interrupt = (): void => {
    if (!controller.signal.aborted) {
      firstAtMs = systemClock.nowMs();
      controller.abort(new Interrupted());
    } else if (systemClock.nowMs() - firstAtMs > sameKeyMs) {
      // One Ctrl-C can arrive twice: from the terminal, and passed on by npm or the launcher.
      process.exit(exitInterrupted);
    }
  };
  for (const name of interrupting) process.on(name, interrupt);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? new Interrupted() : error;
  } finally {
    for (const name of interrupting) process.off(name, interrupt);
  }
}
