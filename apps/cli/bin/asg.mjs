#!/usr/bin/env node
// Plain JavaScript: it may be started by an older Node, which cannot run the TypeScript sources.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Starts in half the time from the second run on.
modules.enableCompileCache?.();

const nodeMajorMin = 24;
const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '..', 'src', 'main.ts');

/** The Node that `npm ci` installed, looked for from here upwards. */
function installedNode() {
  const home = `node-${process.platform}-${process.arch}`;
  for (let folder = here; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', home, 'bin', 'node');
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return null;
  }
}

/** Runs the command with another Node, as if it were this process: signals go in, the exit code comes out. */
function runWith(node) {
  // The IPC channel tells the child when this process is gone, however it went.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`asg cannot start ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 1;
  });
}

if (Number(process.versions.node.split('.')[0]) >= nodeMajorMin) {
  await import('../src/main.ts');
} else {
  const node = installedNode();
  if (node === null) {
    console.error(
      `asg needs Node.js ${nodeMajorMin} or newer: this is ${process.version}. Get it at https://nodejs.org/en/download and run this again (in a checkout of the repository \`npm ci\` brings it).`,
    );
    process.exitCode = 1;
  } else {
    runWith(node);
  }
}
