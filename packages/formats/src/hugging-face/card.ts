import type { Column, ColumnType } from '../column.ts';

/** What the card of a dataset says. */
export interface Card {
  /** Above the text. */
  readonly title: string;
  readonly text: string;
  /** Where its rows are, e.g. `data/train-*`. */
  readonly files: string;
  readonly columns: readonly Column[];
  /** Columns of whole numbers that are places in a list of names. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
}

const types: Readonly<Record<ColumnType, string>> = {
  text: 'string',
  json: 'string',
  whole: 'int64',
  number: 'float64',
  boolean: 'bool',
  time: 'timestamp[ms, tz=UTC]',
};

/** The `README.md` of a dataset as `load_dataset` of Hugging Face reads it: YAML with its features, then text. */
export function datasetCard({ title, text, files, columns, classes }: Card): string {
  const features = columns.flatMap(({ name, type }) => {
    const names = classes[name];
    return names === undefined || names.length === 0
      ? [`  - name: ${yamlText(name)}`, `    dtype: ${yamlText(types[type])}`]
      : [
          `  - name: ${yamlText(name)}`,
          '    dtype:',
          '      class_label:',
          '        names:',
          ...names.map((option, i) => `          '${i}': ${yamlText(option)}`),
        ];
  });
  const lines = [
    '---',
    'configs:',
    '- config_name: default',
    '  data_files:',
    '  - split: train',
    `    path: ${yamlText(files)}`,
    'dataset_info:',
    '  features:',
    ...features,
    '---',
    '',
    `# ${title.replaceAll(/\s+/g, ' ')}`,
    '',
    text,
    '',
  ];
  return lines.join('\n');
}

/** In double quotes, where YAML knows the escapes of JSON; what it does not take as it is is escaped. */
export function yamlText(text: string): string {
  const hex = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replaceAll(/[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g, hex);
}
