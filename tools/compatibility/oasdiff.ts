import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { goMissing, goProgram, goProgramPath } from '../check/machine.ts';

/** The comparison knows which way data goes: what may be wider in an answer may not be in a request. It is written in Go. */
const module = 'github.com/oasdiff/oasdiff@v1.38.0';

export const oasdiffIsInstalled = (): boolean => existsSync(goProgramPath(module));

/** Why the comparison cannot run on this machine; null: it can. */
export const oasdiffMissing = (): string | null => (oasdiffIsInstalled() ? null : goMissing());

export interface Break {
  /** Of the rule, e.g. `response-required-property-removed`. */
  readonly id: string;
  readonly text: string;
  readonly operation: string;
  readonly path: string;
}

/** What in the second document would break, or may break, a program that was written for the first. */
export function breaksBetween(published: string, current: string): readonly Break[] {
  const { status, stdout, stderr } = spawnSync(
    goProgram(module),
    ['breaking', '--format', 'json', published, current],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    },
  );
  if (status !== 0) throw new Error(`oasdiff ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as readonly Break[];
}
