import { createHash } from 'node:crypto';
import { globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { offlinePage } from './offline-page.ts';

/**
 * Builds the web apps whose sources have changed since their last build. Runs before `npm start` and `npm test`, so that
 * nobody has to think of it; nothing to do takes a tenth of a second.
 */
const root = dirname(import.meta.dirname);
interface App {
  readonly folder: string;
  /** Built after the rest, of which it is told. */
  readonly serviceWorker?: string;
  /** Made of documents too. */
  readonly documents?: true;
}
const apps: readonly App[] = [
  { folder: 'apps/worker', serviceWorker: 'src/pwa/service-worker.ts' },
  { folder: 'apps/console' },
  { folder: 'apps/docs', documents: true },
  { folder: 'apps/front' },
];
/** What pages are made of, beside sources. */
const documents = [
  'docs/**/*.md',
  'CHANGELOG.md',
  'contract/openapi.json',
  '{packages/sdk,sdks/python}/README.md',
  'packages/wire/src/**/*',
];
const sources = ['src/**/*', 'public/**/*', 'index.html', 'vite.config.ts', 'package.json'];
const packages = [
  'packages/{console-kit,domain,formats,front,operator-pages,receipts,sdk,ui}/src/**/*',
  'package-lock.json',
  'tools/{build-apps,offline-page}.ts',
];
const stampFile = '.sources';
/** Smaller files do not gain from it. */
const compressBytesMin = 1024;

function stampOf({ folder, documents: isOfDocuments }: App): string {
  const own = sources.map((pattern) => `${folder}/${pattern}`);
  const patterns = [...own, ...packages, ...(isOfDocuments === true ? documents : [])];
  const files = globSync(patterns, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = createHash('sha256');
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(`${relative(root, path)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

function isFresh({ folder }: App, stamp: string): boolean {
  try {
    return readFileSync(join(root, folder, 'dist', stampFile), 'utf8') === stamp;
  } catch {
    return false;
  }
}

async function build(app: App, stamp: string): Promise<void> {
  const vite = await import('vite');
  const home = join(root, app.folder);
  const made = join(home, `.dist-${process.pid}`);
  try {
    await vite.build({ root: home, logLevel: 'warn', build: { outDir: made, license: true } });
    if (app.serviceWorker !== undefined) await buildServiceWorker(app, app.serviceWorker, made);
    await Promise.all(filesOf(made).map((file) => compress(join(made, file))));
    writeFileSync(join(made, stampFile), stamp);
    // Only now: what was built before serves as long as there is nothing newer.
    rmSync(join(home, 'dist'), { recursive: true, force: true });
    renameSync(made, join(home, 'dist'));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

async function buildServiceWorker({ folder }: App, source: string, dist: string): Promise<void> {
  const vite = await import('vite');
  const home = join(root, folder);
  const files = filesOf(dist);
  await vite.build({
    configFile: false,
    root: home,
    publicDir: false,
    logLevel: 'warn',
    define: {
      appFiles: JSON.stringify(files),
      appVersion: JSON.stringify(versionOf(dist, files)),
      offlinePages: JSON.stringify(await offlinePages(home)),
    },
    build: {
      outDir: dist,
      emptyOutDir: false,
      rolldownOptions: {
        input: join(home, source),
        output: { entryFileNames: 'sw.js', format: 'iife' },
      },
    },
  });
}

interface Words {
  readonly app: { readonly tryAgain: string };
  readonly pwa: { readonly offlineTitle: string; readonly offlineText: string };
}

/** What the service worker says where there is nothing else, in each language: a page of its own, without any file. */
async function offlinePages(home: string): Promise<readonly unknown[]> {
  const { directionOf } = (await import(join(home, 'src/i18n/languages.ts'))) as {
    directionOf: (tag: string) => string;
  };
  const files = globSync(join(home, 'src/i18n/catalogues/*.ts')).sort();
  return Promise.all(
    files.map(async (file) => {
      const lang = basename(file, '.ts');
      const { app, pwa } = ((await import(file)) as { catalogue: Words }).catalogue;
      const { offlineTitle: title, offlineText: text } = pwa;
      const page = offlinePage({ lang, dir: directionOf(lang), title, text, again: app.tryAgain });
      return { lang, page };
    }),
  );
}

const filesOf = (dist: string): readonly string[] =>
  globSync('**/*', { cwd: dist, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
    .sort();

function versionOf(dist: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(dist, file)));
  return hash.digest('hex').slice(0, 16);
}

async function compress(path: string): Promise<void> {
  const bytes = readFileSync(path);
  if (bytes.length < compressBytesMin || /\.(md|png|txt|woff2)$/.test(path)) return;
  writeFileSync(`${path}.br`, await promisify(brotliCompress)(bytes));
  writeFileSync(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

for (const app of apps) {
  const stamp = stampOf(app);
  if (isFresh(app, stamp)) continue;
  const startedMs = performance.now();
  try {
    await build(app, stamp);
    console.error(`built ${app.folder} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    if (!isMissing) throw error;
    console.error(
      `${app.folder} is not built, which takes the development dependencies: npm ci && npm run build && npm ci --omit=dev`,
    );
  }
}
