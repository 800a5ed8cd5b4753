import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';

/**
 * `npm run dev`: the server, started again when a source of it changes. It stops in order each time, so that the data folder stays as
 * it was. (`node --watch` speaks into the channel of the server's own threads.)
 */
const folders = ['packages', 'apps/server/src'];
const isSource = (file: string): boolean =>
  /\.(ts|sql)$/.test(file) && !/\.test\.ts$|(^|\/)(node_modules|dist|testing|contract)\//.test(file);
/** Editors write a file in several steps, and a branch has many files, ms. */
const quietMs = 200;

let server: ChildProcess | null = null;
let timer: NodeJS.Timeout | undefined;
let changes = Promise.resolve();

function start(): void {
  const started = spawn(process.execPath, ['apps/server/src/main.ts', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  server = started;
  started.once('exit', (code) => {
    if (server === started) server = null;
    if (code !== 0 && code !== null)
      console.log(`the server ended with ${code}: it starts again with the next change`);
  });
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  if (server === null) return;
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}

async function restart(file: string): Promise<void> {
  console.log(`\n${file} changed`);
  await stop('SIGTERM');
  start();
}

for (const folder of folders)
  watch(folder, { recursive: true }, (_event, file) => {
    if (file === null || !isSource(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      changes = changes.then(() => restart(`${folder}/${file}`));
    }, quietMs);
  });
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop(signal).then(() => process.exit()));
start();
