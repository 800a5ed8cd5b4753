import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { broughtBy, type Locked, lockedPackages } from './lock.ts';

/**
 * `npm run sbom -- [FILE]`, after `npm run pack:cli`: what is in the published package, as CycloneDX: what npm installs with it, and
 * what is inside the built web apps. The same sources give the same file.
 */
const bundledForm = /^## (\S+) - (\S+) \(/gm;
const file = process.argv[2] ?? 'apps/cli/dist/sbom.cdx.json';
const manifest: {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
} = JSON.parse(readFileSync('apps/cli/dist/package.json', 'utf8'));

const packages = lockedPackages('package-lock.json');
const installed = broughtBy(Object.keys(manifest.dependencies), packages);
const bundled = globSync('apps/*/dist/.vite/license.md').flatMap((list) =>
  [...readFileSync(list, 'utf8').matchAll(bundledForm)].map(([, name = '', version = '']) =>
    lockedAs(name, version),
  ),
);

function lockedAs(name: string, version: string): Locked {
  const found = packages.find((one) => one.name === name && one.version === version);
  if (found === undefined)
    throw new Error(`the web apps hold ${name} ${version}, which the lock file has not`);
  return found;
}

const addressOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** `LicenseRef-…` stands for a text that has no name in SPDX. */
function licencesOf({ name, licence }: Locked): readonly object[] {
  if (name === '@bsv/sdk') return [{ license: { name: 'Open BSV License version 4' } }];
  if (/ (?:AND|OR) /.test(licence)) return [{ expression: licence.replace(/^\((.*)\)$/, '$1') }];
  return licence === '' ? [] : [{ license: { id: licence } }];
}

function component(one: Locked): object {
  const reference = addressOf(one.name, one.version);
  const [algorithm = '', hash = ''] = one.integrity.split('-');
  return {
    type: 'library',
    'bom-ref': reference,
    name: one.name,
    version: one.version,
    scope: one.optional ? 'optional' : 'required',
    hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') }],
    licenses: licencesOf(one),
    purl: reference,
  };
}

const components = new Map(
  [...installed, ...bundled].map((one) => [addressOf(one.name, one.version), component(one)]),
);
const content = [...components.keys()].toSorted();
const digest = createHash('sha256').update(content.join('\n')).digest('hex');
const uuid = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
const self = addressOf(manifest.name, manifest.version);
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: `urn:uuid:${uuid}`,
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': self,
      name: manifest.name,
      version: manifest.version,
      description: manifest.description,
      licenses: [{ license: { id: manifest.license } }],
      purl: self,
    },
  },
  components: content.map((address) => components.get(address)),
};
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
console.log(`${file}: ${components.size} packages`);
