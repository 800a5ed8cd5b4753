import { LineNotes, plural } from '@asg/console-kit';
import { byteSize } from '@asg/formats/size';
import { Button, Card, Facts, Notice } from '@asg/ui';
import type { ReactNode } from 'react';
import { EncodingField } from './encoding-field.tsx';
import type { Sheet } from './reading.ts';

interface ReadCardProps {
  readonly sheet: Sheet;
  readonly onEncoding: (encoding: string | null) => void;
  readonly onOther: () => void;
  readonly children: ReactNode;
}

const formats = {
  csv: 'Table (CSV)',
  json: 'JSON',
  jsonl: 'JSONL: an object on each line',
} as const;
const delimiters: ReadonlyMap<string, string> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
]);

/** What was read in a file. */
export function ReadCard({ sheet, onEncoding, onOther, children }: ReadCardProps) {
  const { file, found, rows, columns, notes, notices, refused, isWhole, bytes, isTable } = sheet;
  const delimiter = found?.delimiter ?? null;
  return (
    <Card
      title={file.name}
      hint={`${isWhole ? '' : 'More than '}${plural(rows, 'row')}, ${plural(columns.length, isTable ? 'column' : 'key')}`}
      aside={<Button onClick={onOther}>Another file</Button>}
    >
      {!isWhole && (
        <Notice>
          The file is large: the first {byteSize(bytes)} were looked at here. It is sent as it is, and the
          server reads all of it.
        </Notice>
      )}
      {refused > 0 && (
        <Notice tone="warning">
          {plural(refused, 'row')} cannot be read, and will be no task.
          <LineNotes notes={notes} total={refused} fileName={`${file.name}-refused.csv`} />
        </Notice>
      )}
      {notices.length > 0 && (
        <Notice>
          <LineNotes notes={notices} total={notices.length} fileName={`${file.name}-notes.csv`} />
        </Notice>
      )}
      <div className="read-facts">
        <Facts
          facts={[
            ...(found === null ? [] : [{ name: 'Format', value: formats[found.format] }]),
            ...(delimiter === null
              ? []
              : [{ name: 'Delimiter', value: delimiters.get(delimiter) ?? `“${delimiter}”` }]),
            ...(found === null
              ? []
              : [
                  { name: 'Read as', value: found.encoding.toUpperCase() + (found.isPacked ? ', gzip' : '') },
                ]),
            { name: 'Size', value: byteSize(file.size) },
          ]}
        />
        <EncodingField encoding={sheet.encoding} onChoose={onEncoding} />
      </div>
      {children}
    </Card>
  );
}
