import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogTail } from '@asg/instance';
import { systemClock } from '@asg/runtime';
import { type AsdPorts, asdConfig, asdNamespace } from './asd-config.ts';
import { askInfo, infoField } from './info.ts';

const readyMsMaxDefault = 60_000;
const pollMs = 100;
const logLinesMax = 200;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The program of the server: on the PATH, or what ASG_ASD names; null: there is none. */
export function asdProgram(): string | null {
  const named = process.env.ASG_ASD ?? 'asd';
  try {
    return execFileSync('/bin/sh', ['-c', `command -v "${named}"`], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** A real Aerospike server of one or more nodes on free ports of this machine. It ends with the process that started it. */
export class RunningAsd implements AsyncDisposable {
  readonly #program: string;
  readonly #folder: string;
  readonly #nodes: readonly Node[];
  readonly #log = new LogTail(logLinesMax);

  /** Use `startAsd`. */
  constructor(program: string, folder: string, nodes: readonly Node[]) {
    this.#program = program;
    this.#folder = folder;
    this.#nodes = nodes;
  }

  /** All nodes as host:port, separated by commas. */
  get hosts(): string {
    return this.#nodes.map(({ ports }) => `127.0.0.1:${ports.service}`).join(',');
  }

  /** As ASG_STORE has it. `setPrefix`: keeps users of the same server apart. */
  store(setPrefix: string): string {
    return `aerospike://${this.hosts}/${asdNamespace}?set_prefix=${setPrefix}`;
  }

  /**
   * Starts a node on what it has, and waits until all that run are one cluster with each record where it belongs. Throws
   * with the last lines of its log where that takes more than `readyMsMax` milliseconds.
   */
  async start(index: number, readyMsMax = readyMsMaxDefault): Promise<void> {
    const node = this.#nodes[index]!;
    const child = spawn(this.#program, ['--foreground', '--config-file', node.config], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('close', () => running.delete(child));
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => this.#log.append(text));
    node.child = child;
    await this.#whole(readyMsMax);
  }

  /** Ends a node as a crash would. */
  async kill(index: number): Promise<void> {
    const { child } = this.#nodes[index]!;
    this.#nodes[index]!.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'close');
    child.kill('SIGKILL');
    await gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#nodes.map((_, index) => this.kill(index)));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #whole(readyMsMax: number): Promise<void> {
    const untilMs = systemClock.nowMs() + readyMsMax;
    for (;;) {
      const alive = this.#nodes.filter(({ child }) => child !== null);
      const states = await Promise.all(alive.map(({ ports }) => isWhole(ports.service, alive.length)));
      if (states.every((isIt) => isIt)) return;
      const dead = alive.find(({ child }) => child?.exitCode !== null);
      if (dead !== undefined || systemClock.nowMs() > untilMs)
        throw new Error(
          `asd ${dead === undefined ? 'is not ready' : 'ended'}; its log:\n${this.#log.last(20)}`,
        );
      await systemClock.sleep(pollMs);
    }
  }
}

interface Node {
  readonly ports: AsdPorts;
  readonly config: string;
  child: ChildProcess | null;
}

async function isWhole(port: number, clusterSize: number): Promise<boolean> {
  try {
    if ((await askInfo(port, 'status')) !== 'ok') return false;
    const statistics = await askInfo(port, 'statistics');
    return (
      infoField(statistics, 'cluster_size') === String(clusterSize) &&
      infoField(statistics, 'cluster_integrity') === 'true' &&
      infoField(statistics, 'migrate_partitions_remaining') === '0'
    );
  } catch {
    return false;
  }
}

/** Starts a server of `nodes` nodes, each record on `replicationFactor` of them. Throws where there is no program. */
export async function startAsd({
  nodes: count = 1,
  replicationFactor = count,
  fileGib = 2,
}: {
  readonly nodes?: number;
  readonly replicationFactor?: number;
  /** Room for the records of a node. */
  readonly fileGib?: number;
} = {}): Promise<RunningAsd> {
  const program = asdProgram();
  if (program === null) throw new Error('there is no asd on the PATH, and ASG_ASD names none');
  const folder = mkdtempSync(join(tmpdir(), 'asg-asd-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const ports = await Promise.all(Array.from({ length: count }, freePorts));
  const nodes = ports.map((own, index): Node => {
    const home = join(folder, `node-${index + 1}`);
    for (const name of ['usr/udf/lua', 'smd', 'data']) mkdirSync(join(home, name), { recursive: true });
    const config = join(home, 'asd.conf');
    const peers = ports.filter((other) => other !== own).map(({ heartbeat }) => heartbeat);
    writeFileSync(
      config,
      asdConfig({ id: `a${index + 1}`, folder: home, ports: own, peers, replicationFactor, fileGib }),
    );
    return { ports: own, config, child: null };
  });
  const asd = new RunningAsd(program, folder, nodes);
  try {
    await Promise.all(nodes.map((_, index) => asd.start(index)));
    return asd;
  } catch (error) {
    await asd[Symbol.asyncDispose]();
    throw error;
  }
}

async function freePorts(): Promise<AsdPorts> {
  const servers = Array.from({ length: 4 }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const [service, fabric, heartbeat, admin] = servers.map(
    (server) => (server.address() as { port: number }).port,
  );
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return { service: service!, fabric: fabric!, heartbeat: heartbeat!, admin: admin! };
}
