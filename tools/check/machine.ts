import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is on the PATH; a name with a slash is a path itself. Null: nowhere. */
export function programPath(name: string): string | null {
  const places = name.includes('/')
    ? [name]
    : (process.env.PATH ?? '').split(delimiter).map((at) => join(at, name));
  return places.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether a Python is there that can make environments for programs of PyPI; its name, or null. */
function python(): string | null {
  const name = process.env.PYTHON ?? 'python3';
  return spawnSync(name, ['-c', 'import venv, ensurepip']).status === 0 ? name : null;
}

export const pythonMissing = (): string | null =>
  python() === null ? 'no python3 with its modules venv and ensurepip' : null;

/** Installs a program of PyPI into `node_modules/.NAME`, once; its path. Throws where that fails. */
export function pythonProgram(name: string, requirement: string, program: string): string {
  const folder = join('node_modules', `.${name}`);
  const path = join(folder, 'bin', program);
  if (existsSync(path)) return path;
  const pip = join(folder, 'bin', 'pip');
  for (const [command, ...args] of [
    [python() ?? 'python3', '-m', 'venv', folder],
    [pip, 'install', '--quiet', '--disable-pip-version-check', requirement],
  ] as const) {
    const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0)
      throw new Error(`${requirement} could not be installed: ${command} ended with ${status}`);
  }
  return path;
}
