import { Button, Card, CheckField, SelectField, Table } from '@asg/ui';
import { count } from '../parts/format.ts';
import { lineOf, type Mapping } from './mapping.ts';
import type { Row } from './rows.ts';

const shownMax = 5;
const none = '';

interface MappingFieldsProps {
  readonly sheet: {
    readonly file: File;
    readonly columns: readonly string[];
    readonly sample: readonly Row[];
    readonly rows: number;
  };
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
  readonly onOther: () => void;
}

const textOf = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** Which column is what, and what the first rows become. */
export function MappingFields({ sheet, mapping, onChange, onOther }: MappingFieldsProps) {
  const { columns } = sheet;
  const rest = columns.filter(
    (column) => ![mapping.dataUrl, mapping.goldLabel, mapping.idempotencyKey].includes(column),
  );
  const optional = (label: string, hint: string, key: 'goldLabel' | 'idempotencyKey') => (
    <SelectField
      label={label}
      note="optional"
      hint={hint}
      value={mapping[key] ?? none}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange({
          ...mapping,
          [key]: value === none ? null : value,
          metadata: mapping.metadata.filter((column) => column !== value),
        });
      }}
    >
      <option value={none}>No column</option>
      {columns.map((column) => (
        <option key={column} value={column}>
          {column}
        </option>
      ))}
    </SelectField>
  );
  const preview = sheet.sample
    .slice(0, shownMax)
    .map((row, i) => ({ key: String(i + 1), line: lineOf(row, mapping) }));
  return (
    <Card
      title={sheet.file.name}
      hint={`${count(sheet.rows)} rows, ${columns.length} columns`}
      aside={<Button onClick={onOther}>Another file</Button>}
    >
      <div className="form-row">
        <SelectField
          label="URL of the data"
          hint="Of the image or text of each row"
          value={mapping.dataUrl}
          onChange={(event) => {
            const dataUrl = event.currentTarget.value;
            onChange({
              ...mapping,
              dataUrl,
              metadata: mapping.metadata.filter((column) => column !== dataUrl),
            });
          }}
        >
          {columns.map((column) => (
            <option key={column} value={column}>
              {column}
            </option>
          ))}
        </SelectField>
        {optional('Known answer', 'Rows that have one measure workers, and are no tasks', 'goldLabel')}
        {optional('Your key of the row', 'The same key twice makes one task', 'idempotencyKey')}
      </div>
      {rest.length > 0 && (
        <fieldset className="columns-kept">
          <legend className="ui-label">Columns to keep with the task</legend>
          {rest.map((column) => (
            <CheckField
              key={column}
              label={column}
              checked={mapping.metadata.includes(column)}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                const kept = mapping.metadata.filter((one) => one !== column);
                onChange({ ...mapping, metadata: checked ? [...kept, column] : kept });
              }}
            />
          ))}
        </fieldset>
      )}
      <Table
        caption="What the first rows become"
        columns={[
          { title: 'Row', cell: ({ key }) => key },
          {
            title: 'URL of the data',
            cell: ({ line }) => <span className="clamp">{textOf(line.data_url)}</span>,
          },
          {
            title: 'Metadata',
            cell: ({ line }) => <span className="clamp ui-mono">{textOf(line.metadata)}</span>,
          },
          ...(mapping.goldLabel === null
            ? []
            : [
                {
                  title: 'Known answer',
                  cell: ({ line }: (typeof preview)[number]) => textOf(line.gold_label),
                },
              ]),
        ]}
        rows={preview}
        rowKey={({ key }) => key}
      />
    </Card>
  );
}
