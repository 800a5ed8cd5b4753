import type { BalanceEntry } from '@asg/domain';
import { balanceEntries, entryId } from '../balance/entries.ts';
import { sandboxDay, takenBin } from '../balance/sandbox-days.ts';
import { resolved } from '../cluster/failures.ts';
import { jsonOf, makeAll, numberOf, type RowImporter, textOf } from './row-importer.ts';

const importEntries: RowImporter = (records, rows) =>
  makeAll(
    records,
    balanceEntries,
    rows.map((row) => {
      const entry = jsonOf<BalanceEntry>(row);
      return { id: entryId(entry), state: entry };
    }),
  );

const importSandboxDays: RowImporter = async ({ cluster }, rows) => {
  const { operations } = cluster.driver;
  await Promise.all(
    rows.map((row) =>
      resolved(() =>
        cluster.write(
          'sum',
          sandboxDay(textOf(row, 'date')),
          [operations.write(takenBin, numberOf(row, 'taken_sats'))],
          { must: 'either' },
        ),
      ),
    ),
  );
};

export const balanceTakers = { balance_entry: importEntries, sandbox_day: importSandboxDays } as const;
