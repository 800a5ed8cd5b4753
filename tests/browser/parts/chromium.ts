import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { patienceMs } from '@asg/testing';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
const modules = join(import.meta.dirname, '../../node_modules');
const bundle = join(modules, '@sparticuz/chromium');
const archives = ['chromium.br', 'swiftshader.tar.br', 'al2023.tar.br', 'fonts.tar.br'];
/** The package's own configuration looks for the fonts in folders of one cloud. */
const fontsBeside = '<fontconfig><dir prefix="relative">fonts</dir></fontconfig>\n';
/** The package has a Chromium for Linux on x64; elsewhere the machine's own is taken. */
const ownChromiums = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** A real Chromium: the one of the npm package with its own libraries and fonts, or the machine's. `more`: flags beside the usual. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const args = [...flags, ...more];
  if (process.platform === 'linux' && process.arch === 'x64') {
    const home = await unpacked();
    const { LD_LIBRARY_PATH } = process.env;
    const env = {
      ...process.env,
      LD_LIBRARY_PATH: [join(home, 'al2023/lib'), LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    };
    return chromium.launch({ executablePath: join(home, 'chromium'), args, env });
  }
  const executablePath = ownChromiums.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error('the browser tests need Chromium or Google Chrome on this platform: install one of them');
  return chromium.launch({ executablePath, args });
}

/** The folder of the unpacked package. Unpacked once for all test files, whichever of them comes first: others wait for it. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(bundle, 'package.json'), 'utf8')) as { version: string };
  const cache = join(modules, '.cache');
  const home = join(cache, `chromium-${version}`);
  const mark = `${home}.begun`;
  mkdirSync(cache, { recursive: true });
  // Whoever made the mark may be gone: then it is waited for in vain, once.
  for (const untilMs = Date.now() + patienceMs; Date.now() < untilMs; await sleep(100)) {
    if (existsSync(home)) return home;
    if (isMadeNow(mark)) break;
  }
  const making = mkdtempSync(join(cache, 'chromium-'));
  const { TMPDIR } = process.env;
  process.env.TMPDIR = making;
  try {
    await Promise.all(archives.map((archive) => inflate(join(bundle, 'bin', archive))));
    writeFileSync(join(making, 'fonts/fonts.conf'), fontsBeside);
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  } finally {
    rmSync(mark, { recursive: true, force: true });
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  return home;
}

/** Makes the folder; false: it is there. */
function isMadeNow(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
