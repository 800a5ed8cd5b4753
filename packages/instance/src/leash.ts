/**
 * Loaded into a server that this program started (`node --import`): when its standard input ends, its parent is gone, however
 * it went, and the server stops.
 */
import { isMainThread } from 'node:worker_threads';

const drainMsMax = 5_000;

// The server's own threads load this too; their standard input is empty from the start.
if (isMainThread) {
  process.stdin.on('error', () => {});
  process.stdin.once('close', () => {
    process.kill(process.pid, 'SIGTERM');
    // Its own end may wait for a disk, or a cluster that is gone too.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), drainMsMax).unref();
  });
  process.stdin.resume();
  (process.stdin as typeof process.stdin & { unref?: () => void }).unref?.();
}
