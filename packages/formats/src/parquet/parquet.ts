import type { ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { type Column, type ColumnType, cellText } from '../column.ts';

/** A group of rows is closed when it has so many, or texts of so many characters: that much is in memory, and encoded at once. */
const groupRowsMax = 2_000;
const groupLengthMax = 4_194_304;

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];
const elements: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  whole: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

type Rows = readonly Readonly<Record<string, unknown>>[];

/**
 * The bytes of a Parquet file with these rows, a group of rows at a time, compressed with Snappy. Each column may have nulls.
 * `time`: in RFC 3339; `json`: anything, as its JSON text; `whole`: a whole number.
 */
export async function* parquetOf(
  pages: AsyncIterable<Rows>,
  columns: readonly Column[],
): AsyncGenerator<Uint8Array> {
  // Loaded with the first export in this form.
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, ...elements[type], repetition_type: 'OPTIONAL' as const })),
  ];
  const writer = new ParquetWriter({ writer: bytes, schema, statistics: false, createdBy: 'asg' });
  const written = (): Uint8Array => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  let rows: Rows[number][] = [];
  let length = 0;
  const group = async (): Promise<Uint8Array> => {
    await writer.write({ columnData: sourcesOf(rows, columns), rowGroupSize: rows.length });
    rows = [];
    length = 0;
    return written();
  };
  for await (const page of pages) {
    for (const row of page) {
      rows.push(row);
      for (const value of Object.values(row)) if (typeof value === 'string') length += value.length;
      if (rows.length >= groupRowsMax || length >= groupLengthMax) yield await group();
    }
  }
  if (rows.length > 0) yield await group();
  await writer.finish();
  yield written();
}

function sourcesOf(rows: Rows, columns: readonly Column[]): ColumnSource[] {
  return columns.map(({ name, type }) => ({
    name,
    data: rows.map((row) => stored(row[name], type)),
    offsetIndex: false,
  }));
}

function stored(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'whole') return typeof value === 'number' ? BigInt(value) : null;
  if (type === 'time') return typeof value === 'string' ? new Date(value) : null;
  return type === 'text' || type === 'json' ? cellText(value) : value;
}
