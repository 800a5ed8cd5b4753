import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Config, readConfig, variables } from '@asg/server/config';

// `npm run check -- --only deploy`: apart from the other tests, because it needs programs that are built with Go.
const { DEPLOY_HELM, DEPLOY_COMPOSE, DEPLOY_PYTHON } = process.env;
export const programs = {
  helm: DEPLOY_HELM ?? '',
  compose: DEPLOY_COMPOSE ?? '',
  python: DEPLOY_PYTHON ?? '',
};
export const skip =
  Object.values(programs).includes('') && 'npm run check -- --only deploy makes what it needs';

/** Of its own, for what an operator would have: values, secrets. */
const folder = mkdtempSync(join(tmpdir(), 'asg-deploy-'));
after(() => rmSync(folder, { recursive: true }));

/** What a program prints. Throws where it ends badly, with what it said. */
export function run(
  program: string,
  args: readonly string[],
  more: {
    readonly input?: string;
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): string {
  const env = { ...process.env, ...more.env };
  const { status, stdout, stderr } = spawnSync(program, args, { ...more, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

/** A file in the folder. */
export function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const passphrase = write('passphrase', 'correct horse battery\n');

/** The settings that a container starts with, by our own reader. Throws where a name is none of ours, or a value cannot be used. */
export function configOf(environment: Readonly<Record<string, string>>): Config {
  const unknown = Object.keys(environment).filter(
    (name) => !(name in variables) && !name.startsWith('OTEL_'),
  );
  assert.deepEqual(unknown, [], 'the server has no such settings');
  const file =
    environment.ASG_TREASURY_PASSPHRASE_FILE === undefined
      ? {}
      : { ASG_TREASURY_PASSPHRASE_FILE: passphrase };
  return readConfig({ ...environment, ...file });
}
