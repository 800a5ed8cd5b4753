import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openShell, repository } from '../../shell.ts';
import type { Block, Document } from './blocks.ts';
import { type Program, pythonProgram, typescriptProgram } from './program.ts';

type Variables = Record<string, string>;

/** What was done with the blocks. */
export interface Tally {
  run: number;
  /** Data: read as what it says it is, and sent or kept where it is for something. */
  read: number;
  norun: number;
  /** Commands of who operates a server: read by a shell, and not run. */
  operators: number;
  /** Configuration of other programs, and what is printed: not for us to run. */
  shown: number;
}

const shells = ['sh', 'bash'];
const shown = [
  'text',
  'yaml',
  'nginx',
  'ini',
  'toml',
  'dockerfile',
  'html',
  'http',
  'xml',
  'caddy',
  'caddyfile',
  'console',
  'diff',
];
/** Prints the variables that a block exported, for the blocks after it. */
const toldVariables = '\nprintf "\\036"; env -0\n';

/** Follows a document from its first block to its last, as a reader would, in a folder of its own. */
export async function follow(
  { file, blocks }: Document,
  given: Readonly<Variables>,
  { python, tally }: { readonly python: string; readonly tally: Tally },
): Promise<string> {
  const variables: Variables = { ...given };
  using shell = openShell(variables);
  symlinkSync(join(repository, 'node_modules'), join(shell.folder, 'node_modules'));
  const refusals = join(shell.folder, '../refusals');
  watchCurl(join(shell.folder, '../bin/curl'), refusals);
  const programs: { py?: Program; ts?: Program } = {};
  const told: string[] = [];
  try {
    for (const block of blocks) {
      try {
        told.push((await runBlock(block)) ?? '');
      } catch (error) {
        throw new Error(
          `${block.place}\n${block.code}\n${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  } finally {
    programs.py?.end();
    programs.ts?.end();
  }
  return `${file}\n${told.join('\n')}`;

  async function runBlock(block: Block): Promise<string | null> {
    const { language, code, norun } = block;
    if (norun !== null) {
      tally.norun += 1;
      return null;
    }
    if (shown.includes(language)) {
      tally.shown += 1;
      return null;
    }
    if (block.file !== null) shell.write(block.file, code);
    if (language === 'python') {
      programs.py ??= pythonProgram(python, shell.folder, variables);
      tally.run += 1;
      return programs.py.run(code, variables);
    }
    if (language === 'ts') {
      const own = blocks.filter((one) => one.language === 'ts' && one.norun === null).map((one) => one.code);
      programs.ts ??= typescriptProgram(shell.folder, own, variables);
      tally.run += 1;
      return programs.ts.run(code, variables);
    }
    if (shells.includes(language) && file.startsWith('docs/operating/')) {
      // They start, stop and change machines: read as a shell reads them, and not run.
      const { code: status, stderr } = await shell.run(`sh -n <<'BLOCK'\n${code}\nBLOCK`);
      if (status !== 0) throw new Error(stderr);
      tally.operators += 1;
      return null;
    }
    if (shells.includes(language)) {
      tally.run += 1;
      return runShell(block);
    }
    tally.read += 1;
    return readData(block);
  }

  async function runShell({ code, isRefused }: Block): Promise<string> {
    const { code: status, stdout, stderr } = await shell.run(`${code}${toldVariables}`, variables);
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
    const refused = existsSync(refusals) ? readFileSync(refusals, 'utf8') : '';
    rmSync(refusals, { force: true });
    if ((refused !== '') !== isRefused) throw new Error(`${refused || 'nothing was refused'}\n${stdout}`);
    const [text = '', ...left] = stdout.split('\u001e');
    for (const line of left.join('').split('\0')) {
      const [name = '', ...value] = line.split('=');
      if (/^(?!ASG_CONFIG_DIR)[A-Z]+_?[A-Z_]*$/.test(name) && !(name in process.env))
        variables[name] = value.join('=');
    }
    return text;
  }

  async function readData({ language, code, body, file: name }: Block): Promise<string | null> {
    if (language === 'json') JSON.parse(code);
    else if (language === 'jsonl') for (const line of code.trim().split('\n')) JSON.parse(line);
    else if (language !== 'csv' || name === null)
      throw new Error(`a block of ${language} is not run: say why, norun="…"`);
    if (body === null) return null;
    const [method = '', path = ''] = body.split(' ');
    const url = `${variables.ASG_BASE_URL}${path.replaceAll(/\$(\w+)/g, (_all, one: string) => variables[one] ?? '')}`;
    const headers = { authorization: `Bearer ${variables.ASG_API_KEY}`, 'content-type': 'application/json' };
    const answer = await fetch(url, { method, headers, body: code });
    if (!answer.ok) throw new Error(`${body} answers ${answer.status}: ${await answer.text()}`);
    return answer.text();
  }
}

/** A `curl` that notes what was refused: by itself it ends well, whatever the server answers. */
function watchCurl(path: string, refusals: string): void {
  const script = `#!/bin/sh
PATH=\${PATH#*:} curl --fail-with-body "$@"
code=$?
[ $code = 22 ] || exit $code
echo "refused: curl $*" >> '${refusals}'
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
}
