import { isTaskField } from '@asg/domain/rows';
import { CheckField, Notice, SelectField } from '@asg/ui';
import { kindOf, type Mapping, selfTelling } from './mapping.ts';
import type { Sheet } from './reading.ts';

interface MappingFieldsProps {
  readonly sheet: Sheet;
  readonly mapping: Mapping;
  /** Items are compared: what each row has of them is chosen too. */
  readonly hasItems: boolean;
  readonly onChange: (mapping: Mapping) => void;
}

const none = '';
/** Fields that are chosen above: under their own names, but not chosen, they come back. */
const mapped = ['data_url', 'gold_label', 'idempotency_key'];

/** Which column is what. */
export function MappingFields({ sheet, mapping, hasItems, onChange }: MappingFieldsProps) {
  const { columns, isTable, sample } = sheet;
  const { item, itemIs, goldLabel, idempotencyKey, compared, leftOut } = mapping;
  const rows = sample.map(({ row }) => row);
  const open = columns.filter((column) => ![item, goldLabel, idempotencyKey].includes(column));
  const others = open.filter((column) => !compared.includes(column));
  const own = others.filter(isOwnField);
  const rest = others.filter((column) => !isOwnField(column));
  const isChosen = item !== null || !isTable || compared.length > 1;
  const names = columns.map((column) => (
    <option key={column} value={column}>
      {column}
    </option>
  ));
  const optional = (label: string, hint: string, key: 'goldLabel' | 'idempotencyKey') => (
    <SelectField
      label={label}
      note="optional"
      hint={hint}
      value={mapping[key] ?? none}
      onChange={(event) => onChange({ ...mapping, [key]: chosen(event.currentTarget.value) })}
    >
      <option value={none}>No column</option>
      {names}
    </SelectField>
  );
  return (
    <div className="form">
      {!isChosen && (
        <Notice tone="warning">
          {hasItems
            ? 'Tick the columns that have what is compared: two of them, or more.'
            : 'No column is called data_url or text: say which one has what is to be labelled.'}
        </Notice>
      )}
      <div className="form-row">
        <SelectField
          label={hasItems ? 'What is shown above the items' : 'What is to be labelled'}
          hint={hintOf(hasItems, isTable)}
          value={item ?? none}
          onChange={(event) => {
            const column = chosen(event.currentTarget.value);
            onChange({ ...mapping, item: column, itemIs: column === null ? itemIs : kindOf(column, rows) });
          }}
        >
          <option value={none}>
            {!isTable ? 'As each row says it' : hasItems ? 'Nothing' : 'Choose a column'}
          </option>
          {names}
        </SelectField>
        {item !== null && (
          <SelectField
            label="What is in it"
            hint={itemIs === 'text' ? 'Workers see it as it is' : 'Workers see what is there, by this server'}
            value={itemIs}
            onChange={(event) =>
              onChange({ ...mapping, itemIs: event.currentTarget.value === 'url' ? 'url' : 'text' })
            }
          >
            <option value="text">A text</option>
            <option value="url">The address (URL) of an image or text</option>
          </SelectField>
        )}
        {optional('Known answer', 'Rows that have one measure workers, and are no tasks', 'goldLabel')}
        {optional('Your key of the row', 'The same key twice makes one task', 'idempotencyKey')}
      </div>
      {hasItems && (isTable || compared.length > 0) && (
        <fieldset className="columns-kept">
          <legend className="ui-label">Columns that have what is compared</legend>
          <p className="ui-hint">
            A text, or the address (URL) of an image or text. The name of its column comes back with the
            answer.
          </p>
          {open.map((column) => (
            <CheckField
              key={column}
              label={<bdi>{column}</bdi>}
              checked={compared.includes(column)}
              onChange={(event) => {
                const isOn = event.currentTarget.checked;
                const now = open.filter((one) => (one === column ? isOn : compared.includes(one)));
                onChange({ ...mapping, compared: now });
              }}
            />
          ))}
        </fieldset>
      )}
      {own.length > 0 && (
        <p className="ui-hint">
          Each row says by itself, where it says anything: <bdi>{own.join(', ')}</bdi>
        </p>
      )}
      {rest.length > 0 && (
        <fieldset className="columns-kept">
          <legend className="ui-label">Columns that come back with each label</legend>
          {rest.map((column) => (
            <CheckField
              key={column}
              label={<bdi>{column}</bdi>}
              checked={!leftOut.includes(column)}
              onChange={(event) => {
                const still = leftOut.filter((one) => one !== column);
                onChange({ ...mapping, leftOut: event.currentTarget.checked ? still : [...still, column] });
              }}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}

function hintOf(hasItems: boolean, isTable: boolean): string {
  const what = isTable ? 'The column' : 'The key';
  return hasItems ? `${what} with the prompt, say, if there is one` : `${what} with the item of each row`;
}

/** Fields that the form does not map, and objects that have an item of their own. */
const isOwnField = (column: string): boolean =>
  (isTaskField(column) && !mapped.includes(column.trim().toLowerCase())) ||
  column === 'label_spec' ||
  selfTelling.includes(column);

const chosen = (value: string): string | null => (value === none ? null : value);
