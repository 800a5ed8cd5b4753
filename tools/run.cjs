'use strict';
/**
 * Runs a script on the Node.js of the lock file, or where that has none for the platform on the machine's own:
 * `node tools/run.cjs [options of node] script [arguments]`.
 * Plain JavaScript, because an older Node.js may be the one that starts it.
 */
const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const majorMin = 24;
const root = path.join(__dirname, '..');
const modules = path.join(root, 'node_modules');

/** The path of a Node.js that runs the sources, or null. */
function suitableNode() {
  const locked = path.join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(locked)) return locked;
  return Number(process.versions.node.split('.')[0]) >= majorMin ? process.execPath : null;
}

/** What was set before stays: only what is missing is added. What it starts finds this Node.js: npm 9 makes no link to it. */
function environment(node) {
  const quiet = '--disable-warning=ExperimentalWarning';
  const { NODE_OPTIONS, NODE_COMPILE_CACHE, PATH } = process.env;
  return {
    ...process.env,
    NODE_OPTIONS: [NODE_OPTIONS, quiet].filter(Boolean).join(' '),
    NODE_COMPILE_CACHE: NODE_COMPILE_CACHE || path.join(modules, '.cache', 'compiled'),
    PATH: [path.dirname(node), path.join(modules, '.bin'), PATH].filter(Boolean).join(path.delimiter),
  };
}

function run(node, args) {
  const env = environment(node);
  if (process.execve) {
    // It takes this process's place: signals and the exit code need no go-between. The warning that it is new is of no use.
    process.removeAllListeners('warning');
    process.execve(node, [node, ...args], env);
  }
  const child = spawn(node, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code;
    else process.kill(process.pid, signal);
  });
}

const args = process.argv.slice(2);
const node = suitableNode();
if (node === null) {
  console.error(
    `ASG Refinery needs Node.js ${majorMin} or newer (https://nodejs.org/en/download): this is ${process.version}, ` +
      `and ${existsSync(modules) ? `its lock file has none for ${process.platform} on ${process.arch}` : '`npm ci` has not run'}.`,
  );
  process.exitCode = 1;
} else {
  run(node, args);
}
