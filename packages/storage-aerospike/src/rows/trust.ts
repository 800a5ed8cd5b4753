import {
  type AppealRecord,
  type GoldFigures,
  type GoldPlace,
  type GoldRecord,
  type GoldRun,
  overallRow,
  type TemplateModel,
  taskTypes,
  type WorkerSignals,
  type WorkerStatistics,
} from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import {
  doubtfulOf,
  doubtKey,
  historyOf,
  modelTemplatesOf,
  shareFigures,
  sumNames,
  templatesOf,
} from '../derived-names.ts';
import { logKey } from '../records/fences.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';

import { appeals, type Contested, contested } from '../trust/appeals.ts';
import { goldPlaces, golds, poolList, pools } from '../trust/gold-kinds.ts';
import { goldRuns, templateModels, workerModelId, workerModels } from '../trust/model-kinds.ts';

import { passedOver, signalDocs } from '../trust/store.ts';
import {
  jsonOf,
  makeAll,
  memberOf,
  mergeAll,
  moved,
  numberOf,
  numberOrNull,
  type RowImporter,
  textOf,
} from './row-importer.ts';

const importTrust: RowImporter = async (records, rows) => {
  await Promise.all(
    rows.map(async (row) => {
      const [workerId, name] = [textOf(row, 'worker_id'), textOf(row, 'template')];
      const sums = {
        weightMicros: numberOf(row, 'weight_micros'),
        creditMicros: numberOf(row, 'credit_micros'),
        goldRight: numberOf(row, 'gold_right'),
        goldMissed: numberOf(row, 'gold_missed'),
        agreed: numberOf(row, 'agreed'),
        disagreed: numberOf(row, 'disagreed'),
      };
      const share = shareOfRow.exec(name)?.[1];
      if (share !== undefined) {
        const figures = shareFigures(Number(share), sums);
        await records.sums.add(sumNames.trust(workerId, overallRow), `${moved} ${name}`, figures);
        return;
      }
      await records.sums.add(sumNames.trust(workerId, name), moved, sums);
      if (name !== overallRow) await records.lists.put(templatesOf(workerId), [[name, '']]);
    }),
  );
};

/** As the embedded engine names the rows of shares. */
const shareOfRow = /^share ([0-9]+)$/;

const importMarks: RowImporter = async (records, rows) => {
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id')))
    await records.lists.put(
      passedOver(workerId),
      own.map((row) => [textOf(row, 'mark'), '']),
    );
};

const importSignals: RowImporter = (records, rows) =>
  makeAll(
    records,
    signalDocs,
    rows.map((row) => ({
      id: textOf(row, 'worker_id'),
      state: { signals: jsonOf<WorkerSignals>(row), lately: [] },
    })),
  );

const importHistory: RowImporter = async (records, rows) => {
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id'))) {
    const entries = own.map((row) => {
      const taskId = textOf(row, 'task_id');
      return [`${momentKey(numberOf(row, 'at'))} ${taskId}`, taskId] as const;
    });
    await records.lists.put(historyOf(workerId), entries);
  }
};

/** Rows come pool by pool in the order of their numbers, which workers' places tell of: they stay the same. */
const importGold: RowImporter = async (records, rows) => {
  for (const row of rows) await takeGoldItem(records, row);
};

async function takeGoldItem(records: RecordStore, row: StoredRow): Promise<void> {
  const gold = jsonOf<GoldRecord>(row);
  const [pool, number] = [textOf(row, 'pool'), numberOf(row, 'seq')];
  const list = poolList(pool);
  const retiredAtMs = numberOrNull(row, 'retired_at');
  while ((await records.lists.newest(list)) < number) await records.lists.append(list, [gold.goldId]);
  const figures = jsonOf<GoldFigures>(row, 'figures');
  const lately = jsonOf<string[]>(row, 'practised');
  const missed = numberOf(row, 'answered_wrong');
  const state = { gold, retiredAtMs, at: logKey(number), figures, missed, lately };
  await makeAll(records, golds, [{ id: gold.goldId, state }]);
  if (retiredAtMs === null) await records.groups.add(pools, pool);
  else await records.lists.remove(list, [logKey(number)]);
  await records.sums.add(sumNames.gold(gold.goldId), moved, {
    right: numberOf(row, 'answered_right'),
    missed,
  });
  if (row.run === null) return;
  const runs = { known: jsonOf<GoldRun>(row, 'run'), lately: [] };
  await makeAll(records, goldRuns, [{ id: gold.goldId, state: runs }]);
}

/** Numbers that were given in a pool stay given. */
const importGoldLeft: RowImporter = async (records, rows) => {
  for (const row of rows) {
    const list = poolList(textOf(row, 'pool'));
    while ((await records.lists.newest(list)) < numberOf(row, 'seq')) {
      const keys = await records.lists.append(list, ['']);
      await records.lists.remove(list, keys);
    }
  }
};

const importGoldPlaces: RowImporter = (records, rows) =>
  makeAll(
    records,
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

const importAppeals: RowImporter = async (records, rows) => {
  await mergeAll(records, contested, rows, (row) => textOf(row, 'worker_id'), withAppeal);
  const all = rows.map((row) => ({ id: textOf(row, 'id'), state: jsonOf<AppealRecord>(row) }));
  await makeAll(records, appeals, all);
};

const importTemplateModels: RowImporter = (records, rows) =>
  makeAll(
    records,
    templateModels,
    rows.map((row) => {
      const known: TemplateModel = {
        type: memberOf(row, 'type', taskTypes),
        options: jsonOf<string[]>(row, 'options'),
        ...jsonOf<Pick<TemplateModel, 'statistics' | 'foretold'>>(row),
      };
      return { id: textOf(row, 'template'), state: { known, lately: [] } };
    }),
  );

const importWorkerModels: RowImporter = async (records, rows) => {
  await makeAll(
    records,
    workerModels,
    rows.map((row) => ({
      id: workerModelId(textOf(row, 'worker_id'), textOf(row, 'template')),
      state: { known: jsonOf<WorkerStatistics>(row), lately: [] },
    })),
  );
  for (const [workerId, own] of Map.groupBy(rows, (row) => textOf(row, 'worker_id'))) {
    const entries = own.map((row) => [textOf(row, 'template'), ''] as const);
    await records.lists.put(modelTemplatesOf(workerId), entries);
  }
};

const importDoubtful: RowImporter = async (records, rows) => {
  const listOf = (row: StoredRow): string => doubtfulOf(textOf(row, 'customer_id'), textOf(row, 'month'));
  for (const [list, own] of Map.groupBy(rows, listOf)) {
    const entries = own.map((row) => {
      const taskId = textOf(row, 'task_id');
      return [doubtKey({ doubtMicros: numberOf(row, 'doubt'), taskId }), taskId] as const;
    });
    await records.lists.put(list, entries);
  }
};

export const trustTakers = {
  trust: importTrust,
  passed_over: importMarks,
  worker_signal: importSignals,
  worker_history: importHistory,
  gold: importGold,
  gold_left: importGoldLeft,
  gold_place: importGoldPlaces,
  appeal: importAppeals,
  template_model: importTemplateModels,
  worker_model: importWorkerModels,
  doubtful_task: importDoubtful,
} as const;
