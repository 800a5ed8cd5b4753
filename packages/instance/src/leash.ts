/**
 * Loaded into a server that this program started (`node --import`): when its standard input ends, its parent is gone, however
 * it went, and the server stops.
 */
import { isMainThread, Worker } from 'node:worker_threads';

const drainMsMax = 5_000;

// The server's own threads load this too; their standard input is empty from the start.
if (isMainThread) {
  process.stdin.on('error', () => {});
  process.stdin.once('close', () => {
    process.kill(process.pid, 'SIGTERM');
    // From another thread: its own end may keep this one for good.
    const end = `setTimeout(() => process.kill(${process.pid}, 'SIGKILL'), ${drainMsMax})`;
    new Worker(end, { eval: true, execArgv: [] }).unref();
  });
  process.stdin.resume();
  (process.stdin as typeof process.stdin & { unref?: () => void }).unref?.();
}
