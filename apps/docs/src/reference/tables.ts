import { errorTable, limits } from '@asg/wire';
import { cell } from './fields.ts';

/** What a document may have in place of a comment `<!-- table: NAME -->`, made from what the program is made of. */
const tables: Readonly<Record<string, () => string>> = { errors: errorsTable, limits: limitsTable };

/** The document with its comments `<!-- table: NAME -->` filled in. */
export function withTables(text: string): string {
  return text.replaceAll(/^<!-- table: (\w+) -->$/gm, (_all, name: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`there is no table ${name}`);
    return table();
  });
}

function errorsTable(): string {
  const rows = Object.entries(errorTable)
    .toSorted(([, a], [, b]) => a.status - b.status || a.code.localeCompare(b.code))
    .map(
      ([reason, { code, status, message }]) =>
        `| ${status} | \`${code}\` | \`${reason}\` | ${cell(message)} |`,
    );
  return ['| status | `code` | `reason` | `error` |', '|---|---|---|---|', ...rows].join('\n');
}

function limitsTable(): string {
  const rows = Object.values(limits).map(
    ({ about, perMinute, burst }) =>
      `| ${cell(about)} | ${perMinute.toLocaleString('en')} | ${burst.toLocaleString('en')} |`,
  );
  return ['| what is counted | a minute | at once |', '|---|---:|---:|', ...rows].join('\n');
}
