import { customerRow, isStateFigure, type TemplateModel, taskStates, taskTypes } from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import { present } from '@asg/values/present';
import { sumNames } from '../derived-names.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type Agreement, noAgreement, type Sums } from '../stats/agreement.ts';
import { agreementId, agreements } from '../stats/store.ts';

import { templateModels } from '../trust/model-kinds.ts';
import { jsonOf, memberOf, mergeAll, moved, numberOf, type RowImporter, textOf } from './row-importer.ts';

const dayOf = (row: StoredRow): string => sumNames.day(textOf(row, 'customer_id'), textOf(row, 'date'));

const importStatsDays: RowImporter = async (records, rows) => {
  await Promise.all(
    rows.map((row) => {
      const states = taskStates.map((state) => [state, numberOf(row, state)] as const);
      const rest = { decided: numberOf(row, 'decided'), micros: numberOf(row, 'confidence_micros') };
      return records.sums.add(dayOf(row), moved, { ...Object.fromEntries(states), ...rest });
    }),
  );
};

const importSettlementTimes: RowImporter = async (records, rows) => {
  await Promise.all(
    rows.map((row) => {
      const bucket = `b${numberOf(row, 'bucket')}`;
      return records.sums.add(dayOf(row), `${moved} ${bucket}`, { [bucket]: numberOf(row, 'count') });
    }),
  );
};

const importResults: RowImporter = async (records, rows) => {
  await Promise.all(
    // What states a batch's tasks are in is counted anew, when somebody asks for it.
    rows
      .filter((row) => !isStateFigure(textOf(row, 'figure')))
      .map((row) => {
        const [name, figure] = [textOf(row, 'name'), textOf(row, 'figure')];
        const by = { [figure]: numberOf(row, 'value') };
        return records.sums.add(sumNames.results(name), `${moved} ${figure}`, by);
      }),
  );
};

const agreementOf = (row: StoredRow): string => agreementId(textOf(row, 'customer_id'), textOf(row, 'date'));
const noCategories = { categories: {} };

function sumsOf(row: StoredRow, before: Pick<Sums, 'categories'>): Sums {
  return {
    tasks: numberOf(row, 'tasks'),
    pairable: numberOf(row, 'pairable'),
    disagreement: { '1': numberOf(row, 'disagreement') },
    categories: before.categories,
  };
}

const importAgreement: RowImporter = (records, rows) =>
  mergeAll<Agreement>(records, agreements, rows, agreementOf, (found, row) => {
    const before = found ?? noAgreement;
    const type = memberOf(row, 'type', taskTypes);
    const sums = sumsOf(row, before.types[type] ?? noCategories);
    return { ...before, types: { ...before.types, [type]: sums } };
  });

/** After the agreement that they belong to. */
const importCategories: RowImporter = (records, rows) =>
  mergeAll<Agreement>(records, agreements, rows, agreementOf, (found, row) => {
    const type = memberOf(row, 'type', taskTypes);
    const sums = found?.types[type];
    if (found === null || sums === undefined) throw new Error(`there is no agreement of ${agreementOf(row)}`);
    const categories = { ...sums.categories, [textOf(row, 'category')]: numberOf(row, 'count') };
    return { ...found, types: { ...found.types, [type]: { ...sums, categories } } };
  });

/** After the models, which know the options that are counted. */
const importTemplateAgreement: RowImporter = async (records: RecordStore, rows) => {
  const keysOf = (row: StoredRow): readonly string[] => {
    const template = textOf(row, 'template');
    return [customerRow(textOf(row, 'customer_id'), template), template];
  };
  const keys = [...new Set(rows.flatMap(keysOf))];
  const models = await records.documents.readMany(templateModels, keys);
  const known = new Map(keys.map((key, index) => [key, models[index]?.state.known]));
  const modelOf = (row: StoredRow): TemplateModel | undefined =>
    keysOf(row).flatMap((key) => known.get(key) ?? [])[0];
  const reported = rows.filter((row) => modelOf(row) !== undefined);
  await mergeAll<Agreement>(records, agreements, reported, agreementOf, (found, row) => {
    const before = found ?? noAgreement;
    const template = textOf(row, 'template');
    const { type, options } = present(modelOf(row), template);
    const counts = jsonOf<number[] | Record<string, number>>(row, 'counts');
    const categories = Array.isArray(counts)
      ? Object.fromEntries(options.map((option, i) => [option, counts[i] ?? 0]))
      : counts;
    const sums = { ...sumsOf(row, { categories }), type, options };
    return { ...before, templates: { ...before.templates, [template]: sums } };
  });
};

/** After the templates that they belong to; those of templates that were left out are. */
const importPairs: RowImporter = (records, rows) =>
  mergeAll<Agreement>(records, agreements, rows, agreementOf, (found, row) => {
    const before = found ?? noAgreement;
    const template = textOf(row, 'template');
    const sums = before.templates[template];
    if (sums === undefined) return before;
    const name = `1 ${numberOf(row, 'one')} ${numberOf(row, 'other')}`;
    const pairs = { ...sums.pairs, [name]: numberOf(row, 'weight') };
    return { ...before, templates: { ...before.templates, [template]: { ...sums, pairs } } };
  });

export const statsTakers = {
  stats_day: importStatsDays,
  result_sum: importResults,
  stats_settlement: importSettlementTimes,
  stats_agreement: importAgreement,
  stats_category: importCategories,
  stats_template: importTemplateAgreement,
  stats_pair: importPairs,
} as const;
