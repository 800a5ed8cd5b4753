import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { broughtBy, lockedPackages } from './supply/lock.ts';
import { repository } from './supply/repository.ts';

/**
 * Writes what is published of `apps/cli` to its `dist`, a package of its own: the command and the server as JavaScript, file by
 * file, what they read and start by address, and the packages of others as its dependencies. `npm run pack:cli` makes the archive.
 */
const root = dirname(import.meta.dirname);
const cli = join(root, 'apps/cli');
const dist = join(cli, 'dist');
const launcher = 'apps/cli/bin/asg.mjs';
/** What the command's messages name. */
const operating = 'docs/operating';
/** To a document that does not go along. */
const linkOutside = /\[([^\]]+)\]\(\.\.\/[^)]+\)/g;
/** Of what is inside the built web apps. */
const licences = [
  'apps/worker/dist/.vite/license.md',
  'apps/console/dist/.vite/license.md',
  'node_modules/@fontsource-variable/inter/LICENSE',
];

const addressForm = /new URL\(\s*'([^']+)',\s*import\.meta\.url\s*\)/g;
const resolvedForm = /import\.meta\.resolve\(\s*'(@asg\/[^']+)'\s*\)/g;
const asJavaScript = (path: string): string => path.replace(/\.ts$/, '.js');
const isForeign = (specifier: string): boolean => /^[^./]/.test(specifier) && !specifier.startsWith('@asg/');

/** Builds the programs that a module names by their address, not by an import, and copies the folders. */
function namedByAddress(): Plugin {
  return {
    name: 'named-by-address',
    async transform(code, id) {
      if (id.includes('/node_modules/')) return null;
      const programs: string[] = [];
      let built = code.replaceAll(addressForm, (whole, path: string) => {
        const target = fileURLToPath(new URL(path, pathToFileURL(id)));
        if (path.endsWith('/')) copyFolder(target);
        else programs.push(target);
        return whole.replace(path, asJavaScript(path));
      });
      for (const [whole, name] of code.matchAll(resolvedForm)) {
        const found = await this.resolve(name!, id);
        if (found === null) throw new Error(`${id} names ${name}, which is not there`);
        programs.push(found.id);
        const path = asJavaScript(relative(dirname(id), found.id));
        built = built.replace(whole, `new URL('${path}', import.meta.url).href`);
      }
      for (const program of programs) this.emitFile({ type: 'chunk', id: program });
      return built === code ? null : { code: built };
    },
  };
}

function copyFolder(folder: string): void {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  if (files.length === 0) throw new Error(`${relative(root, folder)} is empty`);
  for (const { parentPath, name } of files) {
    const path = relative(root, join(parentPath, name));
    cpSync(join(root, path), join(dist, path));
  }
}

async function writeJavaScript(): Promise<readonly OutputChunk[]> {
  const bundle = await rolldown({
    input: join(cli, 'src/main.ts'),
    platform: 'node',
    external: isForeign,
    plugins: [namedByAddress()],
  });
  const { output } = await bundle.write({
    dir: dist,
    preserveModules: true,
    preserveModulesRoot: root,
    entryFileNames: '[name].js',
  });
  return output.filter((file) => file.type === 'chunk');
}

interface Dependencies {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (folder: string): Dependencies & Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** The packages of others that the code imports, in the versions that the manifest of each workspace asks for. */
function dependenciesOf(chunks: readonly OutputChunk[]): Required<Dependencies> {
  const files = new Set(chunks.map(({ fileName }) => fileName));
  const dependencies: Record<string, string> = {};
  const peerDependencies: Record<string, string> = {};
  for (const { fileName, imports, dynamicImports } of chunks) {
    const workspace = fileName.split('/').slice(0, 2).join('/');
    for (const specifier of [...imports, ...dynamicImports]) {
      if (files.has(specifier) || specifier.startsWith('node:')) continue;
      const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)!;
      const manifest = manifestOf(workspace);
      const range = manifest.dependencies?.[name] ?? manifest.peerDependencies?.[name];
      if (range === undefined)
        throw new Error(`${fileName} imports ${name}, which ${workspace} does not list`);
      const kind = manifest.dependencies?.[name] === undefined ? peerDependencies : dependencies;
      if ((kind[name] ?? range) !== range)
        throw new Error(`${name} is asked for as ${kind[name]} and as ${range}`);
      kind[name] = range;
    }
  }
  return { dependencies: sorted(dependencies), peerDependencies: sorted(peerDependencies) };
}

const sorted = (ranges: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(ranges).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Everything that is installed, in the versions that the tests ran with: who installs the command gets what was tested, whatever a
 * registry has or lacks that day. Binaries are named by the packages that choose one for a platform.
 */
const pinned = (dependencies: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    broughtBy(Object.keys(dependencies), lockedPackages(join(root, 'package-lock.json')))
      .filter(({ name, path, optional }) => path === `node_modules/${name}` && !optional)
      .map(({ name, version }) => [name, version]),
  );

/** The workspace's package leads to the sources, this one to what was built of them. */
function writeManifest({ dependencies, peerDependencies }: Required<Dependencies>): void {
  const { name, version, description, license, homepage, keywords, type } = manifestOf('apps/cli');
  const manifest = {
    name,
    version,
    description,
    license,
    homepage,
    ...repository(),
    keywords,
    type,
    bin: { asg: launcher },
    exports: { './package.json': './package.json' },
    engines: { node: '>=24' },
    dependencies: pinned(dependencies),
    peerDependencies,
    peerDependenciesMeta: Object.fromEntries(
      Object.keys(peerDependencies).map((peer) => [peer, { optional: true }]),
    ),
  };
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

rmSync(dist, { recursive: true, force: true });
writeManifest(dependenciesOf(await writeJavaScript()));
mkdirSync(dirname(join(dist, launcher)));
writeFileSync(
  join(dist, launcher),
  readFileSync(join(root, launcher), 'utf8').replaceAll('main.ts', 'main.js'),
);
copyFolder(join(root, operating));
for (const file of globSync(join(dist, operating, '*.md')))
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(linkOutside, '$1'));
cpSync(join(cli, 'README.md'), join(dist, 'README.md'));
cpSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
writeFileSync(
  join(dist, 'third-party-licences.md'),
  licences.map((file) => readFileSync(join(root, file), 'utf8')).join('\n\n'),
);
