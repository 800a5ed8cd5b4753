import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { createProgram } from '../../apps/cli/src/program.ts';
import { variables } from '../../apps/server/src/settings/config.ts';

/** What the documents may name: each must exist. */
export interface Repository {
  /** A file, a folder or a pattern of files, from the repository's root. */
  readonly hasPath: (path: string) => boolean;
  /** Of the package.json in that folder; none where there is none. */
  readonly scripts: (folder: string) => ReadonlySet<string>;
  /** Words after `asg`, e.g. `jobs export`. */
  readonly commands: ReadonlySet<string>;
  /** Names of settings that the code reads. */
  readonly variables: ReadonlySet<string>;
}

/** History: what it names may be gone. */
const history = /^CHANGELOG\.md$|^docs\/decisions\//;
const rooms = 'packages|apps|tools|tests|docs|contract|sdks';
const pathForm = new RegExp(String.raw`\x60((?:${rooms})/[\w@.{},*/-]*[\w}*/])(?::\d+)?\x60`, 'g');
const linkForm = /\]\(([^)\s]+)\)/g;
/** With the workspace that it is run in. */
const scriptForm = /\bnpm run (?:-s )?([\w:-]+)(?: -w ([\w/-]+))?/g;
const plainScripts = /\bnpm (test|start)\b/g;
const commandForm = /(?:\bnpx |\x60|\$ )asg ([a-z][\w-]*(?: [a-z][\w-]*)?)/g;
/** With an underscore, so that it is no ordinary word in capitals. */
const variableForm = /\x60([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^\x60]*)?\x60/g;

/** What a document names that the repository does not have, as `file: line N: what is wrong`. */
export function docProblems(file: string, text: string, repository: Repository): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, i) =>
      lineProblems(file, line, repository).map((problem) => `${file}: line ${i + 1}: ${problem}`),
    );
}

function lineProblems(file: string, line: string, repository: Repository): readonly string[] {
  const problems: string[] = [];
  for (const [, target] of line.matchAll(linkForm)) {
    const path = target!.replace(/#.*$/, '');
    if (path === '' || /^[a-z]+:/.test(path)) continue;
    if (!repository.hasPath(join(dirname(file), path))) problems.push(`the link ${target} leads nowhere`);
  }
  if (history.test(file)) return problems;
  for (const [, path] of line.matchAll(pathForm))
    if (!repository.hasPath(path!)) problems.push(`there is no ${path}`);
  for (const form of [scriptForm, plainScripts])
    for (const [, script, folder = '.'] of line.matchAll(form))
      if (!repository.scripts(folder).has(script!))
        problems.push(`${join(folder, 'package.json')} has no script ${script}`);
  for (const [, words] of line.matchAll(commandForm)) {
    const [command] = words!.split(' ');
    if (!repository.commands.has(command!)) problems.push(`there is no command asg ${command}`);
  }
  for (const [, name] of line.matchAll(variableForm))
    if (!repository.variables.has(name!)) problems.push(`nothing reads the variable ${name}`);
  return problems;
}

const sources =
  'packages/*/src/**/*.{ts,tsx} apps/*/src/**/*.{ts,tsx} sdks/python/src/**/*.py tests/**/*.ts tools/**/*';

function thisRepository(): Repository {
  const files = sources.split(' ').flatMap((pattern) => globSync(pattern, { withFileTypes: true }));
  const names = files
    .filter((entry) => entry.isFile())
    .flatMap(
      (entry) =>
        readFileSync(join(entry.parentPath, entry.name), 'utf8').match(
          /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g,
        ) ?? [],
    );
  const commands = createProgram().commands.flatMap((command) => [command.name(), ...command.aliases()]);
  return {
    hasPath: (path) => (/[*{]/.test(path) ? globSync(path).length > 0 : existsSync(path) || isIgnored(path)),
    scripts: (folder) => new Set(Object.keys(packageOf(folder).scripts ?? {})),
    commands: new Set([...commands, 'help']),
    variables: new Set([...names, ...Object.keys(variables)]),
  };
}

function packageOf(folder: string): { readonly scripts?: Readonly<Record<string, string>> } {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

const ignored = readFileSync('.gitignore', 'utf8')
  .split('\n')
  .map((line) => line.replace(/^\/|\/$/g, ''));
/** What is made by running something is there for whoever ran it. */
const isIgnored = (path: string): boolean => ignored.some((pattern) => matchesGlob(path, pattern));

/** What all documents of this repository name and it has not. */
export function allDocProblems(): readonly string[] {
  const files = globSync('**/*.md', { exclude: (name) => name === 'node_modules' || name === 'dist' });
  const repository = thisRepository();
  return files.flatMap((file) => docProblems(file, readFileSync(file, 'utf8'), repository));
}
