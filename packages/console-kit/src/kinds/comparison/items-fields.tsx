import { Button, SelectField, TextAreaField, TextField } from '@asg/ui';
import { Plus, Trash2 } from 'lucide-react';
import { aboutField } from '../../parts/problem.ts';

/** An item before there is a task: a text, or where it is. */
export interface ComparedItem {
  readonly kind: 'text' | 'url';
  readonly text: string;
  readonly id: string;
}

/** An item that is written; `key` stays its own when others come and go. */
export interface DraftItem extends ComparedItem {
  readonly key: number;
}

export const noItems: readonly DraftItem[] = [
  { key: 1, id: 'a', kind: 'text', text: '' },
  { key: 2, id: 'b', kind: 'text', text: '' },
];
const itemsMin = 2;
const itemsMax = 6;
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];

/** The items as the API takes them. */
export const comparedBy = (items: readonly DraftItem[]) =>
  items.map(({ id, kind, text }) =>
    kind === 'url' ? { id: id.trim(), data_url: text.trim() } : { id: id.trim(), data: { text } },
  );

interface ComparedFieldsProps {
  readonly items: readonly DraftItem[];
  readonly onChange: (items: readonly DraftItem[]) => void;
  readonly error: unknown;
}

/** What is compared: two items or more, each with a name of the customer's own. */
export function ComparedFields({ items, onChange, error }: ComparedFieldsProps) {
  const write = (key: number, part: Partial<DraftItem>): void =>
    onChange(items.map((item) => (item.key === key ? { ...item, ...part } : item)));
  const add = (): void => {
    const key = Math.max(...items.map((item) => item.key)) + 1;
    const id = letters.find((letter) => !items.some((item) => item.id === letter)) ?? '';
    onChange([...items, { key, id, kind: items[0]?.kind ?? 'text', text: '' }]);
  };
  return (
    <fieldset className="compared-fields">
      <legend className="ui-label">Items to compare</legend>
      <p className="ui-hint">
        Two to six. Your name for each, e.g. that of a model, comes back with the answer; workers are not
        told.
      </p>
      {items.map(({ key, id, kind, text }, i) => {
        const about = (field: string): string | null => aboutField(error, `items.${i}${field}`);
        const nth = i + 1;
        const said = {
          value: text,
          error: about('.data_url') ?? about('.data.text') ?? about('.data') ?? about(''),
        };
        return (
          <div key={key} className="compared-item">
            <div className="form-row">
              <TextField
                label={`Name of item ${nth}`}
                required
                maxLength={200}
                autoComplete="off"
                value={id}
                onChange={(event) => write(key, { id: event.currentTarget.value })}
                error={about('.id')}
              />
              <SelectField
                label={`Item ${nth} is`}
                value={kind}
                onChange={(event) =>
                  write(key, { kind: event.currentTarget.value === 'url' ? 'url' : 'text' })
                }
              >
                <option value="text">A text, written here</option>
                <option value="url">At an address (URL)</option>
              </SelectField>
            </div>
            {kind === 'url' ? (
              <TextField
                label={`URL of item ${nth}`}
                type="url"
                required
                maxLength={2048}
                placeholder="https://example.com/image.jpg"
                onChange={(event) => write(key, { text: event.currentTarget.value })}
                {...said}
              />
            ) : (
              <TextAreaField
                label={`Text of item ${nth}`}
                required
                dir="auto"
                onChange={(event) => write(key, { text: event.currentTarget.value })}
                {...said}
              />
            )}
            {items.length > itemsMin && (
              <Button
                variant="quiet"
                icon={<Trash2 size={18} aria-hidden="true" />}
                onClick={() => onChange(items.filter((item) => item.key !== key))}
              >
                Take item {nth} away
              </Button>
            )}
          </div>
        );
      })}
      {aboutField(error, 'items') !== null && <p className="ui-error">{aboutField(error, 'items')}</p>}
      {items.length < itemsMax && (
        <Button icon={<Plus size={18} aria-hidden="true" />} onClick={add}>
          Add an item
        </Button>
      )}
    </fieldset>
  );
}
