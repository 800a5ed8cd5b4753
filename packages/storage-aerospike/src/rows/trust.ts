import type { GoldPlace, GoldRun, TemplateModel, WorkerSignals, WorkerStatistics } from '@asg/domain';
import type { AppealRecord, GoldRecord, StoredRow } from '@asg/storage';
import type { Keeper } from '../keeping/keeper.ts';
import { momentKey } from '../keeping/keys.ts';
import { logKey } from '../keeping/list-buckets.ts';
import { historyOf, sumNames, templatesOf } from '../tasks/consequences.ts';
import { appeals, type Contested, contested } from '../trust/appeals.ts';
import { goldPlaces, golds, poolList, pools } from '../trust/gold.ts';
import { goldRuns, templateModels, workerModelId, workerModels } from '../trust/model-kinds.ts';
import { doubtfulOf, doubtKey, templatesOf as modelsOf } from '../trust/models.ts';
import { passedOver, signalDocs } from '../trust/trust.ts';
import { jsonOf, makeAll, mergeAll, moved, numberOf, numberOrNull, type Taker, textOf } from './taker.ts';

const takeTrust: Taker = async (keeper, rows) => {
  await Promise.all(
    rows.map(async (row) => {
      const [workerId, template] = [textOf(row, 'worker_id'), textOf(row, 'template')];
      await keeper.sums.add(sumNames.trust(workerId, template), moved, {
        weightMicros: numberOf(row, 'weight_micros'),
        creditMicros: numberOf(row, 'credit_micros'),
        goldRight: numberOf(row, 'gold_right'),
        goldMissed: numberOf(row, 'gold_missed'),
        agreed: numberOf(row, 'agreed'),
        disagreed: numberOf(row, 'disagreed'),
      });
      if (template !== '') await keeper.lists.put(templatesOf(workerId), [[template, '']]);
      if (row.passed_over === 1) await keeper.lists.put(passedOver(workerId), [[template, '']]);
    }),
  );
};

const takeSignals: Taker = (keeper, rows) =>
  makeAll(
    keeper,
    signalDocs,
    rows.map((row) => ({
      id: textOf(row, 'worker_id'),
      state: { signals: jsonOf<WorkerSignals>(row), lately: [] },
    })),
  );

const takeHistory: Taker = async (keeper, rows) => {
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id'))) {
    const entries = own.map((row) => {
      const taskId = textOf(row, 'task_id');
      return [`${momentKey(numberOf(row, 'at'))} ${taskId}`, taskId] as const;
    });
    await keeper.lists.put(historyOf(workerId), entries);
  }
};

/** Rows come pool by pool in the order of their numbers, which workers' places tell of: they stay the same. */
const takeGold: Taker = async (keeper, rows) => {
  for (const row of rows) await takeGoldItem(keeper, row);
};

async function takeGoldItem(keeper: Keeper, row: StoredRow): Promise<void> {
  const gold = jsonOf<GoldRecord>(row);
  const [pool, number] = [textOf(row, 'pool'), numberOf(row, 'seq')];
  const list = poolList(pool);
  const retiredAtMs = numberOrNull(row, 'retired_at');
  while ((await keeper.lists.newest(list)) < number) await keeper.lists.append(list, [gold.goldId]);
  await makeAll(keeper, golds, [{ id: gold.goldId, state: { gold, retiredAtMs, at: logKey(number) } }]);
  if (retiredAtMs === null) await keeper.groups.add(pools, pool);
  else await keeper.lists.remove(list, [logKey(number)]);
  await keeper.sums.add(sumNames.gold(gold.goldId), moved, {
    right: numberOf(row, 'answered_right'),
    missed: numberOf(row, 'answered_wrong'),
  });
  if (row.run === null) return;
  const state = { known: jsonOf<GoldRun>(row, 'run'), lately: [] };
  await makeAll(keeper, goldRuns, [{ id: gold.goldId, state }]);
}

const takeGoldPlaces: Taker = (keeper, rows) =>
  makeAll(
    keeper,
    goldPlaces,
    rows.map((row) => {
      const state: GoldPlace = {
        start: numberOf(row, 'start'),
        high: numberOf(row, 'high'),
        low: numberOf(row, 'low'),
      };
      return { id: `${textOf(row, 'worker_id')} ${textOf(row, 'pool')}`, state };
    }),
  );

function withAppeal(found: Contested | null, row: StoredRow): Contested {
  const { open, subjects } = found ?? { open: [], subjects: [] };
  const appealId = textOf(row, 'id');
  if (subjects.some(([, id]) => id === appealId)) return { open, subjects };
  return {
    open: row.is_open === 1 ? [...open, appealId] : open,
    subjects: [...subjects, [textOf(row, 'subject'), appealId]],
  };
}

const takeAppeals: Taker = async (keeper, rows) => {
  await mergeAll(keeper, contested, rows, (row) => textOf(row, 'worker_id'), withAppeal);
  const all = rows.map((row) => ({ id: textOf(row, 'id'), state: jsonOf<AppealRecord>(row) }));
  await makeAll(keeper, appeals, all);
};

const takeTemplateModels: Taker = (keeper, rows) =>
  makeAll(
    keeper,
    templateModels,
    rows.map((row) => {
      const known: TemplateModel = {
        type: textOf(row, 'type') as TemplateModel['type'],
        options: jsonOf<string[]>(row, 'options'),
        ...jsonOf<Pick<TemplateModel, 'statistics' | 'foretold'>>(row),
      };
      return { id: textOf(row, 'template'), state: { known, lately: [] } };
    }),
  );

const takeWorkerModels: Taker = async (keeper, rows) => {
  await makeAll(
    keeper,
    workerModels,
    rows.map((row) => ({
      id: workerModelId(textOf(row, 'worker_id'), textOf(row, 'template')),
      state: { known: jsonOf<WorkerStatistics>(row), lately: [] },
    })),
  );
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id'))) {
    const entries = own.map((row) => [textOf(row, 'template'), ''] as const);
    await keeper.lists.put(modelsOf(workerId), entries);
  }
};

const takeDoubtful: Taker = async (keeper, rows) => {
  const listOf = (row: StoredRow): string => doubtfulOf(textOf(row, 'customer_id'), textOf(row, 'month'));
  for (const [list, own] of Map.groupBy(rows, listOf)) {
    const entries = own.map((row) => {
      const taskId = textOf(row, 'task_id');
      return [doubtKey({ doubtMicros: numberOf(row, 'doubt'), taskId }), taskId] as const;
    });
    await keeper.lists.put(list, entries);
  }
};

export const trustTakers = {
  trust: takeTrust,
  worker_signal: takeSignals,
  worker_history: takeHistory,
  gold: takeGold,
  gold_place: takeGoldPlaces,
  appeal: takeAppeals,
  template_model: takeTemplateModels,
  worker_model: takeWorkerModels,
  doubtful_task: takeDoubtful,
} as const;
