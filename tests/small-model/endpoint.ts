import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../shell.ts';

const page = join(repository, 'tools/bench/models/embedding_model.py');

/** A text, which of the options is right, and what each person said of it. */
export interface RatedText {
  readonly text: string;
  readonly truth: number;
  readonly answers: readonly number[];
}

/** The options of the texts, in the order of their numbers. */
export const moods = ['negative', 'positive'] as const;

/**
 * The small model of docs/models.md in a process of its own, and the texts that it did not learn from, `count` of them. `python`: one that
 * has what it needs; `texts`: the archive that has them.
 */
export async function startSmallModel(python: string, texts: string, count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'asg-small-model-'));
  const made = spawnSync(python, [page, 'data', texts, folder], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`no texts: ${made.stderr}`);
  const answers = join(folder, 'answers.json');
  const rated = (JSON.parse(readFileSync(answers, 'utf8')) as readonly RatedText[]).slice(0, count);
  writeFileSync(answers, JSON.stringify(rated));
  const child = spawn(python, [page, 'serve', folder, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => resolve(text.trim()));
    child.once('close', (code) => reject(new Error(`the model ended with ${code}`)));
  });
  return {
    url,
    folder,
    rated,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
