import { usageSumNames, usageSums } from '@asg/domain';
import type { UsdPrice } from '@asg/storage';
import { monthSum, monthsOf, openList } from '../billing/store.ts';
import { jsonOf, moved, numberOf, type RowImporter, textOf } from './row-importer.ts';

/** A month is the sum of its days. */
const importUsageDays: RowImporter = async (records, rows) => {
  await Promise.all(
    rows.map((row) => {
      const date = textOf(row, 'date');
      const day = date.slice(8);
      const by = usageSums.map((name) => [name, numberOf(row, usageSumNames[name].column)] as const);
      const ofDay = by.map(([name, count]) => [`${day}.${name}`, count] as const);
      const figures = { ...Object.fromEntries(by), ...Object.fromEntries(ofDay), [`${day}.any`]: 1 };
      const month = monthSum(textOf(row, 'customer_id'), date.slice(0, 7));
      return records.sums.add(month, `${moved} ${date}`, figures);
    }),
  );
};

const importUsageMonths: RowImporter = async (records, rows) => {
  for (const row of rows) {
    const [customerId, month] = [textOf(row, 'customer_id'), textOf(row, 'month')];
    await records.lists.put(monthsOf(customerId), [[month, '']]);
    if (row.closed_at === null) {
      await records.lists.put(openList, [[`${month} ${customerId}`, '']]);
      continue;
    }
    const closing = { atMs: numberOf(row, 'closed_at'), price: jsonOf<UsdPrice>(row, 'closed_price') };
    await records.sums.close(monthSum(customerId, month), JSON.stringify(closing));
  }
};

export const billingTakers = { usage_day: importUsageDays, usage_month: importUsageMonths } as const;
