import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm ci` brings and nothing here reads, a quarter of it all: it is taken out again. Licences stay. */
const neverRead = [
  // C headers and manuals of Node.js.
  'node-*-*/{include,share}',
  // What packages were made from and tested with; where a package is not named, only what no package loads.
  '{,@*/}*/test',
  '@bsv/sdk/{docs,src}',
  'zod/src',
  // For other ways to load them than Node.js has.
  '@simplewebauthn/server/script',
  '@peculiar/asn1-*/build/es2015',
  '@peculiar/x509/build/x509.js',
  'otpauth/dist/*.{bare,slim,umd}.*',
  'otpauth/dist/otpauth.esm.*',
  '@opentelemetry/*/dist/**/*.d.cts',
  '@opentelemetry/semantic-conventions/dist/**/*.cjs',
  '@modelcontextprotocol/*/dist/**/*.{cjs,d.cts}',
  'zod/**/*.{cjs,d.cts}',
  'tsyringe/dist/esm{5,2015}',
  '**/*.map',
];
/** For systems with another C library, and for those without any: npm 9 brings them all. */
const isGlibc = existsSync('/lib64/ld-linux-x86-64.so.2') || existsSync('/lib/ld-linux-aarch64.so.1');
const otherLibraries =
  process.platform === 'linux' && isGlibc ? ['@img/sharp-*musl*', '@img/sharp-wasm32'] : [];

const modules = join(import.meta.dirname, '../node_modules');
for (const found of globSync([...neverRead, ...otherLibraries], { cwd: modules }))
  rmSync(join(modules, found), { recursive: true, force: true });
