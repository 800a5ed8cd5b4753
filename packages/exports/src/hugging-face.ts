import { type Column, datasetCard, parquetOf, type ZipEntry, zipOf } from '@asg/formats/tables';
import type { KindRow } from './rows.ts';
import { cellsOf, shapeOf } from './shape.ts';
import type { Source } from './source.ts';

const label: Column = { name: 'label', type: 'whole' };
/** More options than that are no classes. */
const classesMax = 1_000;

/**
 * A zip of what `load_dataset` of Hugging Face reads of a folder: `data/train-00000-of-00001.parquet`, and a `README.md` with the
 * features. Its column `label` has the label's place among all options, in the order in which they come up; other kinds than choices
 * have columns of their own.
 */
export async function* huggingFaceOf(
  source: Source,
  rows: AsyncIterable<readonly KindRow[]>,
  nowMs: number,
): AsyncGenerator<Uint8Array> {
  const shape = await shapeOf(source, [label]);
  const places = new Map<string, number>();
  const pages = async function* () {
    for await (const page of rows)
      yield page.map((one) => {
        const { row, classes } = one;
        for (const option of classes)
          if (!places.has(option) && places.size < classesMax) places.set(option, places.size);
        const place = row.consensus_label === null ? undefined : places.get(row.consensus_label);
        return { ...cellsOf(one, shape), [label.name]: place ?? null };
      });
  };
  const entries = async function* (): AsyncGenerator<ZipEntry> {
    yield { name: 'data/train-00000-of-00001.parquet', bytes: parquetOf(pages(), shape.columns) };
    const card = datasetCard({
      title: source.title,
      text: aboutColumns,
      files: 'data/train-*',
      columns: shape.columns,
      classes: { [label.name]: [...places.keys()] },
    });
    yield { name: 'README.md', bytes: pieceOf(card) };
  };
  yield* zipOf(entries(), nowMs);
}

const aboutColumns = [
  'Labelled with ASG Refinery. Each row is a task: `text` has the item where it came as text, `data_url` leads to it otherwise;',
  '`label` is the class that was decided on, `consensus_label` its name, `votes` how many workers chose each option, `metadata` what was sent along.',
  'Where `kind` is another than a choice: `rating` is a step of the scale, `labels` and `label.NAME` the options that apply, `chosen` the better of `items`.',
  '',
  '```python',
  'from datasets import load_dataset',
  'dataset = load_dataset("path/to/this/folder", split="train")',
  '```',
].join('\n');

async function* pieceOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
