import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Where and as whom a program runs. `user`: `uid:gid`. */
export interface Place {
  readonly root: string;
  readonly workdir: string;
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Ends in order, or throws with what it said. */
export function run(program: string, args: readonly string[]): void {
  const { status, signal } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status ?? signal}`);
}

export function copyRoot(from: string, to: string): void {
  mkdirSync(to);
  run('cp', ['-a', `${from}/.`, to]);
}

/** The program as the user of the place, who has no right of root and can get none. */
function asUser({ user, workdir, environment }: Place, args: readonly string[]): readonly string[] {
  const [uid = '0', gid = uid] = user.split(':');
  const rights = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--no-new-privs'];
  const fewer = uid === '0' ? [] : ['--bounding-set=-all', '--inh-caps=-all'];
  const variables = Object.entries({ PATH: path, ...environment }).map(([name, value]) => `${name}=${value}`);
  return [...rights, ...fewer, 'env', '-i', '-C', workdir, ...variables, ...args];
}

const unshare = ['--mount', '--pid', '--fork', '--kill-child'];

/** Runs a command of a build to its end, with the network. */
export function inRoot(place: Place, args: readonly string[]): void {
  const program = ['chroot', place.root, ...asUser(place, args)];
  run('unshare', [
    ...unshare,
    'sh',
    '-c',
    'mount -t proc proc "$0/proc" && exec "$@"',
    place.root,
    ...program,
  ]);
}

/** As a container: process 1 of its own, on a root that can only be read, `/tmp` in memory, the volume in its place, no network. */
export function startContainer(
  place: Place,
  volume: readonly [folder: string, at: string],
  args: readonly string[],
): ChildProcess {
  const script = [
    'ip link set lo up',
    'mount --bind "$0" "$0"',
    `mount --bind "${volume[0]}" "$0${volume[1]}"`,
    'mount -t tmpfs -o mode=1777 tmpfs "$0/tmp"',
    'mount -t proc proc "$0/proc"',
    'mount -o remount,bind,ro "$0"',
    'exec "$@"',
  ].join(' && ');
  const program = ['chroot', place.root, ...asUser(place, args)];
  return spawn('unshare', [...unshare, '--net', 'sh', '-c', script, place.root, ...program], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
}

/** Runs a command beside the container's process, as `docker exec` does. */
export function besides(
  pid: number,
  place: Place,
  args: readonly string[],
): { readonly status: number | null; readonly said: string } {
  const spaces = ['--target', `${pid}`, '--mount', '--pid', '--net', '--root'];
  const { status, stdout, stderr } = spawnSync('nsenter', [...spaces, ...asUser(place, args)], {
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
}
