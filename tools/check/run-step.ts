import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { Step } from './steps.ts';

export interface Outcome {
  readonly step: Step;
  readonly ok: boolean;
  readonly seconds: number;
  /** What it printed; empty where it printed to the terminal itself. */
  readonly text: string;
}

const toolsFolder = join(import.meta.dirname, '../../tests/node_modules/.bin');

/** Runs the programs of a step until one fails. With `isHeard` they print to the terminal as they go. */
export async function runStep(step: Step, isHeard: boolean): Promise<Outcome> {
  const startedMs = performance.now();
  const printed: string[] = [];
  let ok = true;
  try {
    const environment = { ...process.env, ...step.environment, ...step.prepare?.() };
    environment.PATH = [toolsFolder, environment.PATH].join(delimiter);
    for (const command of step.commands) {
      ok = await run(command, environment, isHeard ? null : printed);
      if (!ok) break;
    }
  } catch (error) {
    printed.push(error instanceof Error ? error.message : String(error));
    ok = false;
  }
  return { step, ok, seconds: (performance.now() - startedMs) / 1000, text: printed.join('').trimEnd() };
}

function run(
  [program, ...args]: Step['commands'][number],
  env: NodeJS.ProcessEnv,
  printed: string[] | null,
): Promise<boolean> {
  const stdio = printed === null ? 'inherit' : 'pipe';
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    env,
    stdio: ['ignore', stdio, stdio],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => printed?.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0));
  });
}
