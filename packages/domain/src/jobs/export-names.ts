import { type TaskKind, type TaskType, taskKinds } from '../task/type-names.ts';

/** How tasks with their labels are handed out, and those of a job written to a bucket. */
export const exportFormats = [
  'jsonl',
  'csv',
  'parquet',
  'ground_truth',
  'label_studio',
  'huggingface',
  'label_studio_config',
  'preferences',
  'preferences_csv',
  'coco',
  'voc',
  'yolo',
  'conll',
  'spacy',
] as const;
export type ExportFormat = (typeof exportFormats)[number];
/** How the name of an exported file ends. */
export const exportExtensions = {
  jsonl: 'jsonl',
  csv: 'csv',
  parquet: 'parquet',
  ground_truth: 'manifest',
  label_studio: 'json',
  huggingface: 'zip',
  label_studio_config: 'xml',
  preferences: 'jsonl',
  preferences_csv: 'csv',
  coco: 'json',
  voc: 'zip',
  yolo: 'zip',
  conll: 'conll',
  spacy: 'jsonl',
} as const satisfies Readonly<Record<ExportFormat, string>>;
/** What an exported file is, in a header. */
export const exportMediaTypes = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  ground_truth: 'application/x-ndjson',
  label_studio: 'application/json',
  huggingface: 'application/zip',
  label_studio_config: 'application/xml',
  preferences: 'application/x-ndjson',
  preferences_csv: 'text/csv; charset=utf-8',
  coco: 'application/json',
  voc: 'application/zip',
  yolo: 'application/zip',
  conll: 'text/plain; charset=utf-8',
  spacy: 'application/x-ndjson',
} as const satisfies Readonly<Record<ExportFormat, string>>;

/** Formats that have a place for labels of some kinds alone. */
const kindsOfFormats: Readonly<Partial<Record<ExportFormat, readonly TaskKind[]>>> = {
  ground_truth: ['choice', 'multi_label', 'bounding_boxes', 'text_spans'],
  preferences: ['comparison'],
  preferences_csv: ['comparison'],
  coco: ['bounding_boxes'],
  voc: ['bounding_boxes'],
  yolo: ['bounding_boxes'],
  conll: ['text_spans'],
  spacy: ['text_spans'],
};

/** The formats that tasks of the type are handed out in. */
export const exportFormatsOf = (type: TaskType): readonly ExportFormat[] =>
  exportFormats.filter((format) => kindsOfFormats[format]?.includes(taskKinds[type]) ?? true);
