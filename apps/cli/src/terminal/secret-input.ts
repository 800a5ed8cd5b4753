import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Failure } from './exit.ts';

/** Shows nothing of what is typed. */
const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

export function hasTerminal(): boolean {
  return process.stdin.isTTY === true;
}

/** A line typed on the terminal, not shown. Ctrl-C interrupts as everywhere. */
export async function askSecret(question: string, signal: AbortSignal): Promise<string> {
  using terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  // In raw mode the terminal sends no signal of its own.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new Promise<never>((_, reject) => {
    terminal.once('close', () => reject(new Failure('nothing was entered')));
  });
  process.stderr.write(question);
  try {
    return await Promise.race([terminal.question('', { signal }), ended]);
  } finally {
    process.stderr.write('\n');
  }
}

/** A secret from the terminal, or all of standard input where it is no terminal; without blanks around it. */
export async function readSecret(question: string, signal: AbortSignal): Promise<string> {
  return (hasTerminal() ? await askSecret(question, signal) : await text(process.stdin)).trim();
}
