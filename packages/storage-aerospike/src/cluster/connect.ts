import { connect } from 'node:net';
import { systemClock } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import type { ClusterOptions } from './cluster.ts';
import type { Driver, DriverClient } from './driver.ts';
import { failureOf } from './failures.ts';

type Hosts = ClusterOptions['hosts'];

const connectionsMax = 100;
const retryMs = 500;
const probeMs = 2_000;

/** Tries for so long. Rejects with `StorageUnavailable` if none of the hosts answers in time. */
export async function connected(
  driver: Driver,
  { hosts, user, password }: Pick<ClusterOptions, 'hosts' | 'user' | 'password'>,
  connectMs: number,
): Promise<DriverClient> {
  const log = { level: driver.log.OFF };
  // What the client writes to stderr by itself comes back as an error too, and is told by whoever asked.
  driver.setDefaultLogging(log);
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    const there = await answering(hosts);
    try {
      if (there.length > 0)
        return await opened(driver, {
          // Those alone: beside one node that is there the client takes one that is not for a failure of all (6.7.1).
          hosts: there.map(({ host, port }) => ({ addr: host, port })),
          maxConnsPerNode: connectionsMax,
          log,
          ...(user !== undefined && { user, password }),
        });
    } catch (error) {
      const failure = failureOf(error);
      if (failure === null) throw error;
      if (waitedMs >= connectMs)
        throw new StorageUnavailable(`${silence(hosts)} (${failure.code}: ${failure.message})`);
    }
    if (waitedMs >= connectMs) throw new StorageUnavailable(silence(hosts));
    await systemClock.sleep(retryMs);
  }
}

/** What does not connect would keep the process alive unless it is closed (6.7.1). */
async function opened(driver: Driver, config: object): Promise<DriverClient> {
  const client = driver.client(config);
  try {
    return await client.connect();
  } catch (error) {
    client.close(false);
    throw error;
  }
}

const silence = (hosts: Hosts): string =>
  `no Aerospike node answers at ${hosts.map(({ host, port }) => `${host}:${port}`).join(', ')}`;

/** Those that take a connection. */
export async function answering(hosts: Hosts): Promise<Hosts> {
  const heard = await Promise.all(
    hosts.map(({ host, port }) => {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const socket = connect({ host, port, timeout: probeMs });
      socket.once('connect', () => resolve(true));
      for (const end of ['timeout', 'error'] as const) socket.once(end, () => resolve(false));
      return promise.finally(() => socket.destroy());
    }),
  );
  return hosts.filter((_, index) => heard[index] === true);
}
