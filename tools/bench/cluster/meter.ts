import { askInfo, type RunningAsd } from '@asg/testing';
import { cpuUs } from '../cpu-time.ts';

/** What work took, in sums since the beginning. */
export interface Taken {
  /** CPU of our processes, µs. */
  readonly cpuUs: number;
  /** Commands that the store got: a batch is one. */
  readonly commands: number;
  /** Operations on records, those in batches too. */
  readonly records: number;
}

/** Counters of a namespace that say what became of operations on records; `batch_sub_`: of those in batches. */
const operation = /^(client|batch_sub)_(read|write)_(success|error|timeout|not_found|filtered_out)=(\d+)$/;
const batch = /^batch_index_(complete|error|timeout)=(\d+)$/;

/** A look at what has been taken so far. `asd`: null where the store is in our processes. */
export async function takenBy(pids: readonly number[], asd: RunningAsd | null): Promise<Taken> {
  const cpu = await Promise.all(pids.map(cpuUs));
  const taken = { cpuUs: cpu.reduce((sum, one) => sum + one, 0), commands: 0, records: 0 };
  if (asd === null) return taken;
  const port = Number(asd.hosts.split(':')[1]);
  const namespace = asd.store('').split('/').at(-1)?.split('?')[0];
  const answers = await Promise.all([askInfo(port, `namespace/${namespace}`), askInfo(port, 'statistics')]);
  for (const field of answers.flatMap((answer) => answer.split(';'))) {
    const [, where, , , count] = operation.exec(field) ?? [];
    taken.records += Number(count ?? 0);
    if (where === 'client') taken.commands += Number(count);
    taken.commands += Number(batch.exec(field)?.[2] ?? 0);
  }
  return taken;
}

/** For each unit. */
export function perUnit(before: Taken, after: Taken, units: number): Taken {
  return {
    cpuUs: (after.cpuUs - before.cpuUs) / units,
    commands: (after.commands - before.commands) / units,
    records: (after.records - before.records) / units,
  };
}
