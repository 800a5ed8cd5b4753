import type { Chain } from '@asg/chain';
import type { SettlementRecord, Task } from '@asg/domain';
import type { Clock } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import { around, withMethods } from './around.ts';
import type { ServerTracing } from './server-tracing.ts';

/** The store, which tells of each operation as a step, and of what it kept of tasks in their traces. */
export function tracedStorage(storage: Storage, tracing: ServerTracing, clock: Clock): Storage {
  const tasks = withMethods(storage.tasks, {
    open: async (request) => {
      const startMs = clock.nowMs();
      const outcome = await storage.tasks.open(request);
      if (outcome.kind === 'opened') {
        const opened = outcome.tasks.filter(({ repeated }) => !repeated).map(({ taskId }) => taskId);
        tracing.opened(opened, { name: 'store.commit', startMs });
      }
      return outcome;
    },
    change: async (changes) => {
      const startMs = clock.nowMs();
      const outcomes = await storage.tasks.change(changes);
      for (const [place, { taskId, command }] of changes.entries()) {
        const outcome = outcomes[place];
        if (outcome?.kind !== 'applied' || command.do !== 'label') continue;
        tracing.happened(taskId, labelMoments(outcome.task, startMs));
      }
      return outcomes;
    },
  });
  const settlement = withMethods(storage.settlement, {
    store: async (request) => {
      const startMs = clock.nowMs();
      const outcome = await storage.settlement.store(request);
      if (outcome === 'stored')
        for (const taskId of taskIdsOf(request.settlement))
          tracing.happened(taskId, [
            {
              name: 'settlement.plan',
              startMs,
              facts: { 'asg.settlement.id': request.settlement.settlementId },
            },
            { name: 'store.commit', startMs },
          ]);
      return outcome;
    },
    advance: async (request) => {
      const startMs = clock.nowMs();
      const outcome = await storage.settlement.advance(request);
      if (outcome.kind === 'advanced')
        for (const { taskId } of outcome.settled)
          tracing.happened(taskId, [
            { name: 'task.settle', startMs },
            { name: 'store.commit', startMs },
          ]);
      return outcome;
    },
  });
  const nouns = new Map<string, object>(Object.entries({ tasks, settlement }));
  const stepped = new Map<string, object>();
  return new Proxy(storage, {
    get(_, property) {
      const member: unknown = Reflect.get(storage, property, storage);
      if (typeof member === 'function') return member.bind(storage);
      if (typeof member !== 'object' || member === null || typeof property === 'symbol') return member;
      const noun =
        stepped.get(property) ??
        around(nouns.get(property) ?? member, (name, call) =>
          tracing.step(`store ${property}.${name}`, call),
        );
      stepped.set(property, noun);
      return noun;
    },
  });
}

const taskIdsOf = ({ tasks }: Pick<SettlementRecord, 'tasks'>): readonly string[] =>
  tasks.map(({ taskId }) => taskId);

function labelMoments(task: Task, startMs: number) {
  const labelled = { name: 'task.label', startMs, facts: { 'asg.task.labels': task.labels.length } };
  const stored = { name: 'store.commit', startMs };
  if (task.state !== 'verified') return [labelled, stored];
  return [
    labelled,
    { name: 'task.decide', startMs, facts: { 'asg.task.labels': task.labels.length } },
    stored,
  ];
}

/** The chain, which tells the traces of the tasks that a transaction pays when it is sent. */
export function tracedChain(chain: Chain, storage: Storage, tracing: ServerTracing, clock: Clock): Chain {
  return withMethods(chain, {
    broadcast: async (transaction) => {
      const startMs = clock.nowMs();
      const outcome = await chain.broadcast(transaction);
      const settlement = await storage.settlement.byTxid(transaction.txid);
      const facts = { 'asg.txid': transaction.txid, 'asg.broadcast': outcome.kind };
      for (const taskId of settlement === null ? [] : taskIdsOf(settlement))
        tracing.happened(taskId, [{ name: 'chain.broadcast', startMs, facts }]);
      return outcome;
    },
  });
}
