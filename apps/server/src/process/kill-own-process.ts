import { systemClock } from '@asg/runtime';

/** The log is written behind the back of those who log; a reader that takes nothing is not waited for. */
const logMs = 200;

/**
 * Ends the process at once, as `kill -9` does, with its log written as far as its reader takes it. `process.exit` waits for the threads, and one
 * that waits for a disk or a cluster that does not answer keeps the process for good.
 */
export async function killOwnProcess(): Promise<void> {
  await systemClock.sleep(logMs);
  process.kill(process.pid, 'SIGKILL');
}
