import { processRoles } from '@asg/domain/names';
import { Failure } from '../../terminal/exit.ts';
import { type Addresses, clusterOf, firstGateway, type MemberName } from './cluster.ts';
import { Member } from './member.ts';
import { linesForPeople, linesForPrograms } from './report.ts';

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs every role of a cluster as a process of its own until Ctrl-C or SIGTERM, and keeps each running. They end with this process, however
 * it goes. Throws where one does not start at first, or does not end as it should; none is left then.
 */
export async function runProcesses({
  gateways,
  json,
}: {
  readonly gateways: number;
  readonly json: boolean;
}): Promise<void> {
  const cluster = await clusterOf(process.env);
  const report = json ? linesForPrograms() : linesForPeople();
  const over = new AbortController();
  const end = (): void => {
    if (!over.signal.aborted) report.stopping();
    over.abort();
  };
  for (const signal of ending) process.on(signal, end);

  const members: Member[] = [];
  const kept: Promise<void>[] = [];
  const launch = async (named: MemberName, where: Addresses): Promise<Member> => {
    const { dataDir } = cluster;
    const member = new Member(named, { dataDir, env: cluster.env(named, where) }, over.signal, report);
    members.push(member);
    await member.start().catch((error: unknown) => {
      throw new Failure(`${named.name} did not start`, { cause: error });
    });
    kept.push(member.keep());
    return member;
  };
  try {
    const none = { chain: null, gateway: null };
    const chain = cluster.hasChain ? (await launch({ name: 'chain', role: 'chain' }, none)).url : null;
    const { url } = await launch({ name: firstGateway, role: 'gateway' }, { ...none, chain });
    const others = [...moreGateways(gateways), ...restOfRoles()];
    const started = await Promise.allSettled(others.map((named) => launch(named, { chain, gateway: url })));
    for (const one of started) if (one.status === 'rejected') throw one.reason;
    report.ready(url, members);
    await Promise.all(kept);
  } catch (error) {
    if (!over.signal.aborted) throw error;
  } finally {
    over.abort();
    await stopAll(members);
  }
  report.stopped();
}

const moreGateways = (count: number): readonly MemberName[] =>
  Array.from({ length: count - 1 }, (_, index) => ({ name: `gateway-${index + 2}`, role: 'gateway' }));

/** One of each of the others. */
const restOfRoles = (): readonly MemberName[] =>
  processRoles.filter((role) => role !== 'chain' && role !== 'gateway').map((role) => ({ name: role, role }));

/** First who takes requests, last the chain that others pay through. Throws, with all of them gone, if one did not end as it should. */
async function stopAll(members: readonly Member[]): Promise<void> {
  const of = (isOne: (member: Member) => boolean): readonly Member[] => members.filter(isOne);
  const inOrder = [
    of(({ role }) => role === 'gateway'),
    of(({ role }) => role !== 'gateway' && role !== 'chain'),
    of(({ role }) => role === 'chain'),
  ];
  const failures: unknown[] = [];
  for (const some of inOrder) {
    const ended = await Promise.allSettled(some.map((member) => member.stop()));
    failures.push(...ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
  }
  if (failures.length > 0) throw new Failure('not every process ended as it should', { cause: failures[0] });
}
