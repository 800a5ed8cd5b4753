import { fileURLToPath } from 'node:url';
import { Instance, started } from '@asg/instance';
import { Failure, UsageError } from '../terminal/exit.ts';
import { fitted } from '../terminal/table.ts';

const logLinesShown = 20;
const entry = fileURLToPath(import.meta.resolve('@asg/server/main'));

/**
 * Runs `work` on a fresh instance in a temporary folder, whose customers may submit `taskCount` tasks; the instance is
 * gone at the end, and at once where `signal` aborts: nobody wants its data any more. A failure tells what the instance
 * logged, if it logged anything.
 */
export async function withOwnInstance<T>(
  taskCount: number,
  signal: AbortSignal,
  work: (refinery: Instance) => Promise<T>,
): Promise<T> {
  // All the workers of a crowd come from this one address.
  const env = {
    LOG_LEVEL: 'warn',
    RATE_LIMITS: 'false',
    SANDBOX_LABEL_QUOTA: String(taskCount),
    ASG_ALLOW_LOOPBACK: 'false',
    CONNECTIONS_PER_ADDRESS_MAX: '10000',
  };
  const say = (): void => console.error(fitted('\nStopping: the instance and its data are removed.'));
  process.once('SIGINT', say);
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => void process.off('SIGINT', say));
  const refinery = cleanUp.use(await started(new Instance({ entry, env, signal })));
  try {
    return await work(refinery);
  } catch (error) {
    if (signal.aborted) throw error;
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
  } finally {
    if (signal.aborted) await refinery.kill();
  }
}
