import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { mutations } from './mutations.ts';

const seedsMax = process.argv[2] ?? '200';
const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const hook = new URL('./mutate.ts', import.meta.url).href;

/** Runs the simulation with each invariant broken on purpose, and tells what noticed it. */
let missed = 0;
for (const { name, breaks } of mutations) {
  const run = spawnSync(process.execPath, ['--import', hook, main, '--seeds', seedsMax, '--jobs', '1'], {
    env: { ...process.env, ASG_MUTATION: name },
    encoding: 'utf8',
  });
  const seed = /seed (\d+) failed/.exec(run.stderr)?.[1];
  const [, what = run.stderr.slice(0, 300)] = /failed \(.*\)\n(.*(?:\n.*){0,5})/.exec(run.stderr) ?? [];
  if (seed === undefined) missed++;
  const reported = what.replaceAll(/\s+/g, ' ').slice(0, 160);
  console.log(
    `${seed === undefined ? 'MISSED' : 'caught'} | ${name} | ${breaks} | ${seed === undefined ? reported : `seed ${seed}: ${reported}`}`,
  );
}
console.log(`\n${mutations.length - missed} of ${mutations.length} mutations caught`);
process.exitCode = missed === 0 ? 0 : 1;
