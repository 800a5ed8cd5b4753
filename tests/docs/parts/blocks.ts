import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../shell.ts';

/** A fenced block of code of a document. */
export interface Block {
  readonly language: string;
  readonly code: string;
  /** `docs/webhooks.md:12`. */
  readonly place: string;
  /** Why it cannot be run here; null: it is run. */
  readonly norun: string | null;
  /** Under which name its content is kept for the blocks after it. */
  readonly file: string | null;
  /** The operation that takes it as its body, e.g. `POST /v1/tasks`. */
  readonly body: string | null;
  /** It shows a refusal: the word `refused`. */
  readonly isRefused: boolean;
}

export interface Document {
  readonly file: string;
  readonly blocks: readonly Block[];
}

const fence = /^```(\w+)(.*)\n([\s\S]*?)^```$/gm;
/** History, and notes for who works on the repository. */
const apart = /^docs\/(decisions\/|translations\.md$)/;

/** All documents of `docs` with code in them. The READMEs of the clients have tests of their own. */
export function documents(): readonly Document[] {
  const files = globSync('docs/**/*.md', { cwd: repository }).sort();
  return files
    .filter((file) => !apart.test(file))
    .map((file) => ({ file, blocks: blocksOf(file, readFileSync(join(repository, file), 'utf8')) }))
    .filter(({ blocks }) => blocks.length > 0);
}

function blocksOf(file: string, text: string): readonly Block[] {
  return [...text.matchAll(fence)].map(({ 1: language = '', 2: info = '', 3: code = '', index }) => {
    const word = (name: string): string | null => new RegExp(` ${name}="([^"]*)"`).exec(info)?.[1] ?? null;
    const line = text.slice(0, index).split('\n').length;
    return {
      language,
      code,
      place: `${file}:${line}`,
      norun: word('norun'),
      file: word('file'),
      body: word('body'),
      isRefused: / refused\b/.test(info),
    };
  });
}
