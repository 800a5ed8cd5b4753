import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

type Variables = Readonly<Record<string, string>>;

/** A program that goes on from block to block, as a reader does who types them in. */
export interface Program {
  /** Runs one more; what it printed. Throws with what it said where it failed. */
  readonly run: (code: string, variables: Variables) => Promise<string>;
  readonly end: () => void;
}

/** Asks for blocks as lines of JSON, and answers each when it has run. */
const pythonDriver = `
import json, os, sys, traceback
shared = {"__name__": "__main__"}
for line in sys.stdin:
    asked = json.loads(line)
    os.environ.update(asked["variables"])
    failed = False
    try:
        exec(compile(asked["code"], "block", "exec"), shared)
    except BaseException:
        traceback.print_exc()
        failed = True
    sys.stdout.flush()
    sys.stderr.flush()
    print("\\x1e" + json.dumps(failed), flush=True)
`;

/** Lets the program go on when it is asked to, and says that what stands before has run. */
const typescriptDriver = `
import { createInterface } from 'node:readline';
const asked = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let isFirst = true;
export async function next() {
  if (!isFirst) process.stdout.write('\\x1efalse\\n');
  isFirst = false;
  const { done, value } = await asked.next();
  if (done) process.exit();
  Object.assign(process.env, JSON.parse(value).variables);
}
`;

export function pythonProgram(python: string, folder: string, variables: Variables): Program {
  const child = spawn(python, ['-c', pythonDriver], { cwd: folder, env: { ...process.env, ...variables } });
  return driven(child);
}

/** Blocks are one module, since that is what shares names: `blocks` are all of them, in their order. */
export function typescriptProgram(folder: string, blocks: readonly string[], variables: Variables): Program {
  const module = join(folder, 'blocks.ts');
  writeFileSync(join(folder, 'driver.mjs'), typescriptDriver);
  const parts = [...blocks, ''].map((code) => `await next();\n${code}`);
  writeFileSync(module, `import { next } from './driver.mjs';\n${importedOnce(parts.join('\n'))}`);
  return driven(spawn(process.execPath, [module], { cwd: folder, env: { ...process.env, ...variables } }));
}

/** A name that two blocks import is imported by the first. */
function importedOnce(code: string): string {
  const known = new Set<string>();
  return code.replaceAll(/^import \{([^}]*)\} from ('[^']+');$/gm, (_all, names: string, from: string) => {
    const fresh = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !known.has(name));
    for (const name of fresh) known.add(name);
    return fresh.length === 0 ? '' : `import { ${fresh.join(', ')} } from ${from};`;
  });
}

function driven(child: ChildProcess): Program {
  let errors = '';
  let printed: string[] = [];
  let settle: ((failed: boolean) => void) | null = null;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  if (child.stdout === null) throw new Error('the program has no output');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [text = '', mark] = line.split('\x1e');
    if (text !== '' || mark === undefined) printed.push(text);
    if (mark !== undefined) settle?.(JSON.parse(mark) === true);
  });
  child.once('close', () => settle?.(true));
  return {
    run: async (code, variables) => {
      [errors, printed] = ['', []];
      const failed = await new Promise<boolean>((resolve) => {
        settle = resolve;
        child.stdin?.write(`${JSON.stringify({ code, variables })}\n`);
      });
      if (failed) throw new Error(`${printed.join('\n')}\n${errors}`);
      return printed.join('\n');
    },
    end: () => {
      child.stdin?.end();
      child.kill();
    },
  };
}
