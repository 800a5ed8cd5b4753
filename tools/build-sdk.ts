import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';

/**
 * Builds what is published of the TypeScript client, before `npm pack`: one JavaScript file with all it needs, and the
 * declarations of `packages/client`, which name nothing outside it.
 */
const root = dirname(import.meta.dirname);
const sdk = join(root, 'packages/sdk');
const dist = join(sdk, 'dist');

/** The client as one file, `index.js`, in that folder. */
export async function writeJavaScript(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: sdk,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: { entry: join(root, 'packages/client/src/index.ts'), formats: ['es'], fileName: 'index' },
      minify: false,
      target: 'es2022',
      rolldownOptions: { treeshake: { moduleSideEffects: false } },
    },
  });
}

function writeDeclarations(): void {
  const folder = mkdtempSync(join(tmpdir(), 'asg-sdk-types-'));
  try {
    const tsc = join(root, 'tests/node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', join(sdk, 'tsconfig.json'), '--outDir', folder], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const declared = join(folder, 'client/src');
    for (const file of globSync('*.d.ts', { cwd: declared })) {
      const text = readFileSync(join(declared, file), 'utf8').replaceAll(
        /(from '\.\/[\w-]+)\.ts'/g,
        "$1.js'",
      );
      if (text.includes('@asg/')) throw new Error(`${file} names a package that is not published`);
      writeFileSync(join(dist, file), text);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await writeJavaScript(dist);
  writeDeclarations();
  cpSync(join(root, 'LICENSE'), join(sdk, 'LICENSE'));
  // The one thing of others that is in the file.
  cpSync(join(root, 'node_modules/@noble/hashes/LICENSE'), join(dist, 'third-party-licences.txt'));
}
