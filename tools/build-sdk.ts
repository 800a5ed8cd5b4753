import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { repository } from './supply/repository.ts';

/**
 * Writes what is published of `packages/sdk` to its `dist`, a package of its own: one JavaScript file with all it needs, and the
 * declarations, which name nothing outside it. `npm run pack:sdk` makes the archive of it.
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
      lib: { entry: join(sdk, 'src/index.ts'), formats: ['es'], fileName: 'index' },
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
    const declared = join(folder, 'sdk/src');
    for (const file of globSync('**/*.d.ts', { cwd: declared })) {
      const text = readFileSync(join(declared, file), 'utf8').replaceAll(
        /(from '\.{1,2}\/[\w/-]+)\.ts'/g,
        "$1.js'",
      );
      if (text.includes('@asg/')) throw new Error(`${file} names a package that is not published`);
      mkdirSync(dirname(join(dist, file)), { recursive: true });
      writeFileSync(join(dist, file), text);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The workspace's package leads to the sources, this one to what was built of them. */
function writeManifest(): void {
  const { name, version, description, license, homepage, keywords, type, sideEffects, engines } = JSON.parse(
    readFileSync(join(sdk, 'package.json'), 'utf8'),
  );
  const exports = {
    '.': { types: './index.d.ts', default: './index.js' },
    './package.json': './package.json',
  };
  const manifest = {
    name,
    version,
    description,
    license,
    homepage,
    ...repository(),
    keywords,
    type,
    sideEffects,
    engines,
    exports,
  };
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (import.meta.main) {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await writeJavaScript(dist);
  writeDeclarations();
  writeManifest();
  cpSync(join(sdk, 'README.md'), join(dist, 'README.md'));
  cpSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
  // The one thing of others that is in the file.
  cpSync(join(root, 'node_modules/@noble/hashes/LICENSE'), join(dist, 'third-party-licences.txt'));
}
