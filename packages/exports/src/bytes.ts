import type { ExportFormat } from '@asg/domain';
import { csvLines, jsonl } from '@asg/formats';
import { listOf, parquetOf } from '@asg/formats/tables';
import type { Storage } from '@asg/storage';
import { annotationWriters } from './annotated.ts';
import { huggingFaceOf } from './hugging-face.ts';
import { labelStudioTask } from './label-studio.ts';
import { preferenceColumns, preferenceRows } from './preferences.ts';
import { type KindRow, kindRow, objectOfRow } from './rows.ts';
import { cellsOf, shapeOf } from './shape.ts';
import type { Source } from './source.ts';
import { StudioConfig } from './studio-config.ts';
import { withTexts } from './texts.ts';

/** How CSV is written. */
export interface ExportStyle {
  /** A byte order mark, by which Excel knows UTF-8. Default: false. */
  readonly bom?: boolean | undefined;
  /** A text that a spreadsheet would take for a formula gets an apostrophe before it. Default: true. */
  readonly guardsFormulas?: boolean | undefined;
}

/** Formats that are written from tasks alone. */
export type RowFormat = Exclude<ExportFormat, 'ground_truth'>;

interface Order {
  readonly storage: Storage;
  readonly source: Source;
  readonly style: ExportStyle;
  /** Of the files in an archive, Unix ms. */
  readonly nowMs: number;
}

/** The bytes of a file with these tasks, a page at a time. */
export function bytesOf(format: RowFormat, order: Order): AsyncGenerator<Uint8Array> {
  return writers[format](order);
}

const writers: Readonly<Record<RowFormat, (order: Order) => AsyncGenerator<Uint8Array>>> = {
  async *jsonl(order) {
    for await (const rows of rowPages(order)) yield bytes(jsonl.write(rows.map(objectOfRow)));
  },
  async *csv(order) {
    const { bom = false, guardsFormulas = true } = order.style;
    const shape = await shapeOf(order.source);
    const columns = shape.columns.map(({ name }) => name);
    const style = { columns, bom, guardsFormulas, lineEnd: '\r\n' } as const;
    yield bytes(csvLines([], style));
    for await (const rows of rowPages(order)) {
      const cells = rows.map((row) => cellsOf(row, shape));
      yield bytes(csvLines(cells, { ...style, hasHead: false }));
    }
  },
  async *parquet(order) {
    const shape = await shapeOf(order.source);
    const pages = async function* () {
      for await (const rows of rowPages(order)) yield rows.map((row) => cellsOf(row, shape));
    };
    yield* parquetOf(pages(), shape.columns);
  },
  async *label_studio({ storage, source }) {
    const pages = async function* () {
      for await (const page of withTexts(storage, source)) yield page.map(labelStudioTask);
    };
    for await (const text of listOf(pages())) yield Buffer.from(text);
  },
  async *label_studio_config({ storage, source }) {
    const config = new StudioConfig();
    for await (const page of withTexts(storage, source)) if (!config.add(page)) break;
    yield Buffer.from(config.text);
  },
  async *preferences({ storage, source }) {
    for await (const page of withTexts(storage, source))
      yield bytes(jsonl.write(page.flatMap(preferenceRows)));
  },
  async *preferences_csv({ storage, source, style: { bom = false, guardsFormulas = true } }) {
    const style = { columns: preferenceColumns, bom, guardsFormulas, lineEnd: '\r\n' } as const;
    yield bytes(csvLines([], style));
    for await (const page of withTexts(storage, source))
      yield bytes(csvLines(page.flatMap(preferenceRows), { ...style, hasHead: false }));
  },
  ...annotationWriters,
  huggingface: (order) => huggingFaceOf(order.source, rowPages(order), order.nowMs),
};

async function* rowPages({ storage, source }: Order): AsyncGenerator<readonly KindRow[]> {
  for await (const page of withTexts(storage, source)) yield page.map(kindRow);
}

const bytes = (lines: Iterable<string>): Uint8Array => Buffer.from([...lines].join(''));
