import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { programPath } from '../check/machine.ts';

/** The comparison knows which way data goes: what may be wider in an answer may not be in a request. It is written in Go. */
const version = 'v1.38.0';
const folder = resolve(import.meta.dirname, '../../node_modules/.oasdiff', version);
const program = join(folder, 'oasdiff');

export const oasdiffIsInstalled = (): boolean => existsSync(program);

/** Why the comparison cannot run on this machine; null: it can. */
export const oasdiffMissing = (): string | null =>
  oasdiffIsInstalled() || programPath('go') !== null
    ? null
    : 'no go on the PATH to install oasdiff with (golang-go of the system, 1.21 or newer)';

function install(): void {
  if (oasdiffIsInstalled()) return;
  const { status } = spawnSync('go', ['install', `github.com/oasdiff/oasdiff@${version}`], {
    env: { ...process.env, GOBIN: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`go could not install oasdiff ${version}`);
}

export interface Break {
  /** Of the rule, e.g. `response-required-property-removed`. */
  readonly id: string;
  readonly text: string;
  readonly operation: string;
  readonly path: string;
}

/** What in the second document would break, or may break, a program that was written for the first. */
export function breaksBetween(published: string, current: string): readonly Break[] {
  install();
  const { status, stdout, stderr } = spawnSync(
    program,
    ['breaking', '--format', 'json', published, current],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    },
  );
  if (status !== 0) throw new Error(`oasdiff ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as readonly Break[];
}
