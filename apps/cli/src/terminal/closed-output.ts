/** As of a program that SIGPIPE ends: 128 + 13. */
export const exitNobodyReads = 141;

let isClosed = false;

/** Whether the reader of the output has closed it, e.g. `head` after the lines that it wanted. */
export const isOutputClosed = (): boolean => isClosed;

export function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/** Ends the command, as other commands do, when its output is no longer read; what is under way is cleaned up first. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!isBrokenPipe(error)) throw error;
      if (isClosed) return;
      isClosed = true;
      process.exitCode = exitNobodyReads;
      if (!process.emit('SIGTERM')) process.exit();
    });
  }
}
