import {
  type ExportFormat,
  exportExtensions,
  exportFormats,
  exportFormatsOf,
  type TaskType,
} from '@asg/domain/names';
import { buttonLook } from '@asg/ui';
import { Download } from 'lucide-react';

const formatNames: Readonly<Record<ExportFormat, string>> = {
  jsonl: 'JSONL',
  csv: 'CSV',
  parquet: 'Parquet',
  ground_truth: 'Ground Truth',
  label_studio: 'Label Studio',
  huggingface: 'Hugging Face',
  label_studio_config: 'Label Studio configuration',
  preferences: 'Preferences (JSONL)',
  preferences_csv: 'Preferences (CSV)',
  coco: 'COCO',
  voc: 'Pascal VOC',
  yolo: 'YOLO',
  conll: 'CoNLL',
  spacy: 'spaCy',
};

interface DownloadsProps {
  /** Of the export, with what it is asked for besides its format. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Of the tasks, where it is known: formats that have no place for their labels are left out. */
  readonly type?: TaskType | undefined;
  /** What the file is called, without its ending. */
  readonly name: string;
}

/** Links to an export in each format. */
export function Downloads({ path, query = {}, type, name }: DownloadsProps) {
  const formats = type === undefined ? exportFormats : exportFormatsOf(type);
  const link = (title: string, format: ExportFormat, more: Readonly<Record<string, string>> = {}) => (
    <a
      key={title}
      href={`${path}?${new URLSearchParams({ ...query, format, ...more }).toString()}`}
      download={`${name}.${exportExtensions[format]}`}
      {...buttonLook({})}
    >
      <Download size={17} aria-hidden="true" />
      {title}
    </a>
  );
  return (
    <div className="actions">
      {formats.flatMap((format) => [
        link(formatNames[format], format),
        ...(format === 'csv' ? [link('CSV for Excel', format, { bom: 'true' })] : []),
      ])}
    </div>
  );
}
