import { type RecordNoun, recordNouns } from '@asg/storage';
import { kindOf } from '../records/noun-keeper.ts';
import { jsonOf, makeAll, type RowImporter, textOf } from './row-importer.ts';

const nouns: readonly RecordNoun<unknown>[] = Object.values(recordNouns);

/** Records of the small nouns; the lists that they stand in follow from them. */
const importRecords: RowImporter = async (records, rows) => {
  for (const [name, own] of Map.groupBy(rows, (row) => textOf(row, 'noun'))) {
    const noun = nouns.find((one) => one.name === name);
    if (noun === undefined) throw new RangeError(`records of the noun ${name} cannot be imported`);
    if (noun.isLeftBehind === true) continue;
    const made = own.map((row) => ({ id: textOf(row, 'key'), state: jsonOf<unknown>(row) }));
    await makeAll(records, kindOf(noun), made);
  }
};

export const recordTakers = { record: importRecords } as const;
