import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import bundled from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const systemChromium = '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
const modules = join(import.meta.dirname, '../../../node_modules');

/** A real Chromium: the one of the npm package, or the system's where that one does not run. */
export async function launchChromium(): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: await unpacked(), args: flags });
  } catch (error) {
    if (!existsSync(systemChromium)) throw error;
    return chromium.launch({ executablePath: systemChromium, args: flags });
  }
}

/** The package holds it compressed. Unpacked once for all test files, whichever of them comes first. */
async function unpacked(): Promise<string> {
  const about = readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(about) as { version: string };
  const cache = join(modules, '.cache');
  const home = join(cache, `chromium-${version}`);
  const path = join(home, 'chromium');
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'chromium-'));
  const { TMPDIR } = process.env;
  process.env.TMPDIR = making;
  try {
    await bundled.executablePath();
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(path)) throw error;
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  return path;
}
