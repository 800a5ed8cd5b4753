import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  interval,
  krippendorffAlpha,
  type Metric,
  masi,
  nominal,
  ordinal,
} from '../../packages/kinds/src/index.ts';

interface References {
  /** Rows are raters, columns what they rated; null: nothing was said. */
  readonly tables: readonly ({ readonly rows: readonly (readonly (number | null)[])[] } & Readonly<
    Record<'nominal' | 'ordinal' | 'interval', number>
  >)[];
  readonly masi: readonly {
    readonly one: readonly string[];
    readonly other: readonly string[];
    readonly distance: number;
  }[];
  /** Values are numbered; `apart`: how far each two are. */
  readonly distances: readonly {
    readonly rows: readonly (readonly (number | null)[])[];
    readonly apart: readonly (readonly number[])[];
    readonly alpha: number;
  }[];
}

const references: References = JSON.parse(await readFile('contract/vectors/kinds/references.json', 'utf8'));
const metrics: Readonly<Record<'nominal' | 'ordinal' | 'interval', Metric>> = {
  nominal,
  ordinal,
  interval,
};
const names = ['nominal', 'ordinal', 'interval'] as const;

test('alpha is that of the package krippendorff, on a hundred tables with gaps', () => {
  assert.equal(references.tables.length, 100);
  assert.ok(references.tables.filter(({ rows }) => rows.flat().includes(null)).length > 50);
  for (const [i, table] of references.tables.entries()) {
    const units = (table.rows[0] ?? []).map((_, unit) => table.rows.flatMap((row) => row[unit] ?? []));
    for (const name of names) {
      const alpha = krippendorffAlpha(units, metrics[name]);
      assert.ok(
        Math.abs((alpha ?? 2) - table[name]) < 1e-12,
        `table ${i}, ${name}: ${alpha}, ${table[name]}`,
      );
    }
  }
  const differing = references.tables.filter((table) => Math.abs(table.ordinal - table.interval) > 0.01);
  assert.ok(differing.length > 20, 'the levels are told apart');
});

test('MASI is that of the package nltk, to the unit in which distances are kept', () => {
  assert.equal(references.masi.length, 200);
  for (const { one, other, distance } of references.masi) {
    assert.equal(masi(one, other), Math.round(65_536 * distance), `${one.join()} and ${other.join()}`);
    assert.equal(masi(other, one), masi(one, other));
  }
});

test('alpha over a table of distances is that of the package krippendorff, as boxes and spans need it', () => {
  assert.equal(references.distances.length, 40);
  for (const [i, { rows, apart, alpha }] of references.distances.entries()) {
    const units = (rows[0] ?? []).map((_, unit) => rows.flatMap((row) => row[unit] ?? []));
    const metric: Metric = (answers) => (one, other) =>
      apart[answers[one] ?? -1]?.[answers[other] ?? -1] ?? Number.NaN;
    const ours = krippendorffAlpha(units, metric);
    assert.ok(Math.abs((ours ?? 2) - alpha) < 1e-12, `table ${i}: ${ours}, ${alpha}`);
  }
});
