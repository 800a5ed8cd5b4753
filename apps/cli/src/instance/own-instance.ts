import { type RunningRefinery, startRefinery } from '@asg/testing';
import { Failure, UsageError } from '../terminal/exit.ts';

const logLinesShown = 20;

/**
 * Runs `work` on a fresh instance in a temporary folder, whose customers may submit `taskCount` tasks; the instance is
 * gone at the end. A failure tells what the instance logged, if it logged anything.
 */
export async function withOwnInstance<T>(
  taskCount: number,
  work: (refinery: RunningRefinery) => Promise<T>,
): Promise<T> {
  const env = { SANDBOX_LABEL_QUOTA: String(taskCount), ASG_ALLOW_LOOPBACK: 'false' };
  await using refinery = await startRefinery({ env });
  try {
    return await work(refinery);
  } catch (error) {
    // Node's own warnings are no log lines: those are JSON.
    const lines = refinery
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    if (error instanceof UsageError || lines.length === 0) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new Failure(`${message}\nThe instance logged:\n${lines.slice(-logLinesShown).join('\n')}`, {
      cause: error,
    });
  }
}
