import { taskStates, taskTypes } from '@asg/domain/names';
import type { TaskLists } from '@asg/sdk';
import { Button, SelectField, TextField } from '@asg/ui';
import { type FormEvent, useEffect, useState } from 'react';
import { spoken } from '../parts/format.ts';
import { useMay } from '../session/session.ts';
import type { Filter } from './filter.ts';
import { ListedKeys, StillFilling } from './listed-keys.tsx';
import { isWrittenPlain, membersIn, metadataText } from './members.ts';

const orders: Readonly<Record<string, string>> = {
  'created desc': 'The newest first',
  'created asc': 'The oldest first',
  'decided desc': 'The last decided first',
  'decided asc': 'The first decided first',
  'confidence asc': 'The least sure first',
  'confidence desc': 'The surest first',
};

interface FiltersProps {
  readonly filter: Filter;
  readonly lists: TaskLists | undefined;
  readonly onChange: (filter: Filter) => void;
}

/** What a list of tasks is narrowed and sorted by. */
export function Filters({ filter, lists, onChange }: FiltersProps) {
  const { search = '', status, type, sort = 'created', order = 'desc' } = filter;
  const [text, setText] = useFollowing(search);
  // It stays as it is while somebody writes there.
  const [isOpen, setOpen] = useState(isNarrowedMore(filter));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChange({ search: text.trim() });
  };
  return (
    <search className="ui-stack">
      <form className="filters" onSubmit={submit}>
        <div className="search">
          <TextField
            label="Search"
            type="search"
            name="search"
            maxLength={200}
            placeholder="Id, question, URL, label, metadata"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit">Find</Button>
        </div>
        <SelectField
          label="Status"
          value={status ?? ''}
          onChange={(event) => onChange({ status: event.currentTarget.value })}
        >
          <option value="">Any</option>
          {taskStates.map((one) => (
            <option key={one} value={one}>
              {spoken(one)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Type"
          value={type ?? ''}
          onChange={(event) => onChange({ type: event.currentTarget.value })}
        >
          <option value="">Any</option>
          {taskTypes.map((one) => (
            <option key={one} value={one}>
              {spoken(one)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Order"
          value={`${sort} ${order}`}
          onChange={(event) => {
            const [by = '', way = ''] = event.currentTarget.value.split(' ');
            const isUsual = by === 'created' && way === 'desc';
            onChange({ sort: isUsual ? '' : by, order: isUsual ? '' : way });
          }}
        >
          {Object.entries(orders).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
      </form>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>More filters</summary>
        <div className="ui-stack more-fields">
          <div className="form-row">
            <Written label="Answer" value={filter.answer ?? ''} onWrite={(answer) => onChange({ answer })} />
            <SelectField
              label="Your review"
              value={filter.review ?? ''}
              onChange={(event) => onChange({ review: event.currentTarget.value })}
            >
              <option value="">Any</option>
              <option value="none">Not reviewed</option>
              <option value="accepted">Accepted</option>
              <option value="corrected">Corrected</option>
            </SelectField>
            <Day label="Made from" name="from" filter={filter} onChange={onChange} />
            <Day label="Made until" name="to" filter={filter} onChange={onChange} />
            <Day label="Decided from" name="decided_from" filter={filter} onChange={onChange} />
            <Day label="Decided until" name="decided_to" filter={filter} onChange={onChange} />
          </div>
          {lists !== undefined && <OfMetadata lists={lists} filter={filter} onChange={onChange} />}
        </div>
      </details>
    </search>
  );
}

const isNarrowedMore = ({ answer, from, to, decided_from, decided_to, metadata, review }: Filter): boolean =>
  (answer ?? review ?? from ?? to ?? decided_from ?? decided_to ?? metadata) !== undefined;

interface DayProps {
  readonly label: string;
  readonly name: 'from' | 'to' | 'decided_from' | 'decided_to';
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

const Day = ({ label, name, filter, onChange }: DayProps) => (
  <TextField
    label={label}
    type="date"
    value={filter[name] ?? ''}
    onChange={(event) => onChange({ [name]: event.currentTarget.value })}
  />
);

interface WrittenProps {
  readonly label: string;
  readonly value: string;
  readonly onWrite: (text: string) => void;
}

/** A text that counts once it is written: with Enter, or when the field is left. */
function Written({ label, value, onWrite }: WrittenProps) {
  const [text, setText] = useFollowing(value);
  const write = (): void => {
    if (text !== value) onWrite(text);
  };
  return (
    <TextField
      label={label}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={write}
      onKeyDown={(event) => {
        if (event.key === 'Enter') write();
      }}
    />
  );
}

/** The members of the metadata that were chosen, each with a field. */
function OfMetadata({ lists, filter, onChange }: Required<FiltersProps> & { readonly lists: TaskLists }) {
  const members = membersIn(filter.metadata);
  const mayChoose = useMay('submit');
  const write = (key: string, value: string | number | boolean | null): void =>
    onChange({ metadata: metadataText(members, key, value) });
  if (lists.keys.length === 0 && !mayChoose) return null;
  return (
    <fieldset className="ui-stack">
      <legend className="ui-label">Metadata</legend>
      {lists.keys.length === 0 && (
        <p className="ui-hint">
          Choose keys of your metadata, and tasks are found by their values however old.
        </p>
      )}
      <div className="form-row">
        {lists.keys.map((key) => {
          const value = members.get(key);
          return (
            <div key={key} className="ui-stack">
              <Written
                label={key}
                value={value === undefined ? '' : String(value)}
                onWrite={(text) => write(key, text === '' ? null : text)}
              />
              {value !== undefined && isWrittenPlain(String(value)) && (
                <SelectField
                  label={`${key} is written as`}
                  value={typeof value === 'string' ? 'text' : 'value'}
                  onChange={(event) =>
                    write(
                      key,
                      event.currentTarget.value === 'text' ? String(value) : JSON.parse(String(value)),
                    )
                  }
                >
                  <option value="text">a text: "{String(value)}"</option>
                  <option value="value">a number, or true or false: {String(value)}</option>
                </SelectField>
              )}
            </div>
          );
        })}
      </div>
      {mayChoose && (
        <div className="actions">
          <ListedKeys lists={lists} />
        </div>
      )}
      <StillFilling lists={lists} />
    </fieldset>
  );
}

/** What is being written; it follows where the address says something else. */
function useFollowing(value: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return [text, setText];
}
