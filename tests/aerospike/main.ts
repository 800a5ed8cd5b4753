/** `npm run test:aerospike`: the contract suite, lists, deaths, the simulation and the scenarios on a real server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { asdNamespace, asdProgram, type RunningAsd, startAsd } from '@asg/testing';

const usage = `npm run test:aerospike -- [contract] [simulation] [scenarios] [migrate] [operating] [cluster]   (all of them with no argument)
The server is asd on the PATH (or ASG_ASD), started here on free ports; or AEROSPIKE_HOSTS (host:port, separated by commas)
with AEROSPIKE_NAMESPACE. ASG_CLUSTER=full: the cluster scenario in its full size.`;

/** What each part runs. Backups are of files: they have no scenario here. */
const parts: Readonly<Record<string, readonly string[]>> = {
  contract: [
    'expressions',
    'contract',
    'many/gateways',
    'many/levels',
    'many/pulse',
    'lists',
    'records',
    'carried',
    'carried-backfill',
    'crash',
  ].map((name) => `tests/aerospike/${name}.ts`),
  simulation: ['tests/aerospike/simulation.ts'],
  scenarios: globSync('tests/scenarios/**/*.test.ts').toSorted(),
  migrate: ['tests/aerospike/migrate.ts'],
  operating: globSync('tests/aerospike/operating/*.ts').toSorted(),
  cluster: ['tests/aerospike/hand-over.ts', 'tests/aerospike/cluster.ts'],
};

/** Parts that start servers of their own. */
const ownServers: readonly string[] = ['migrate', 'operating', 'cluster'];

const named = process.argv.slice(2);
if (named.some((name) => parts[name] === undefined)) {
  console.log(usage);
  process.exit(named.includes('--help') ? 0 : 2);
}
const given = process.env.AEROSPIKE_HOSTS;
if (given === undefined && asdProgram() === null) {
  console.log(
    'test:aerospike was not run: there is no asd on the PATH, and AEROSPIKE_HOSTS names no cluster',
  );
  process.exit(0);
}
process.exitCode = await run(named.length === 0 ? Object.keys(parts) : named);

async function run(names: readonly string[]): Promise<number> {
  let exitCode = 0;
  for (const name of names) {
    const startsItsOwn = ownServers.includes(name);
    await using asd = given !== undefined || startsItsOwn ? null : await startAsd();
    const env = { ...process.env, ...(startsItsOwn ? {} : serverEnv(asd)) };
    console.log(`\n${name} on ${env.ASG_TEST_STORE ?? 'a server of its own'}`);
    const args = ['--test', '--test-concurrency=1', ...parts[name]!];
    const child = spawn(process.execPath, args, { stdio: 'inherit', env });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) exitCode = 1;
  }
  return exitCode;
}

function serverEnv(asd: RunningAsd | null): Readonly<Record<string, string>> {
  const hosts = asd?.hosts ?? given!;
  const namespace = asd === null ? (process.env.AEROSPIKE_NAMESPACE ?? 'test') : asdNamespace;
  return {
    AEROSPIKE_HOSTS: hosts,
    AEROSPIKE_NAMESPACE: namespace,
    ASG_TEST_STORE: `aerospike://${hosts}/${namespace}`,
  };
}
