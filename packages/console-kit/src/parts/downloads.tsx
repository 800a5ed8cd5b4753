import { type ExportFormat, exportExtensions, exportFormats } from '@asg/domain/names';
import { buttonLook } from '@asg/ui';
import { Download } from 'lucide-react';

const formatNames: Readonly<Record<ExportFormat, string>> = {
  jsonl: 'JSONL',
  csv: 'CSV',
  parquet: 'Parquet',
  ground_truth: 'Ground Truth',
  label_studio: 'Label Studio',
  huggingface: 'Hugging Face',
};

interface DownloadsProps {
  /** Of the export, with what it is asked for besides its format. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What the file is called, without its ending. */
  readonly name: string;
}

/** Links to an export in each format. */
export function Downloads({ path, query = {}, name }: DownloadsProps) {
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
      {exportFormats.flatMap((format) => [
        link(formatNames[format], format),
        ...(format === 'csv' ? [link('CSV for Excel', format, { bom: 'true' })] : []),
      ])}
    </div>
  );
}
