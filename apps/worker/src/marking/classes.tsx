import { type KeyboardEvent, useId, useState } from 'react';
import { messages } from '../i18n/index.ts';
import { letterOfClass, lookOfClass } from '../kinds/marks.ts';
import { Option } from '../work/panel/option.tsx';

const keyedClasses = 9;
const besideCharsMax = 24;

interface ClassesProps {
  readonly classes: readonly string[];
  readonly chosen: string;
  readonly showKeys: boolean;
  readonly onChoose: (name: string) => void;
}

/** The classes that are drawn with; searched where keys do not reach all. */
export function Classes({ classes, chosen, showKeys, onChoose }: ClassesProps) {
  const name = useId();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const isSearched = classes.length > keyedClasses;
  const shown = classes.filter((one) => !isSearched || one.toLocaleLowerCase().includes(wanted));
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    // Enter chooses what was found, and does not submit.
    event.preventDefault();
    const [found] = shown;
    if (found === undefined) return;
    onChoose(found);
    setSearch('');
  };
  return (
    <fieldset className="classes-all">
      <legend className="marks-head">{messages.marks.class}</legend>
      {isSearched && (
        <input
          type="search"
          className="ui-input classes-search"
          data-search-classes
          aria-label={messages.marks.search}
          placeholder={messages.marks.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={press}
        />
      )}
      <div className="options classes" data-beside={classes.every(({ length }) => length <= besideCharsMax)}>
        {shown.map((one) => (
          <Option
            key={one}
            type="radio"
            name={name}
            value={one}
            checked={one === chosen}
            keys={keyOf(classes.indexOf(one))}
            showKeys={showKeys}
            before={<Letter place={classes.indexOf(one)} />}
            onChange={() => onChoose(one)}
          >
            {one}
          </Option>
        ))}
        {shown.length === 0 && <p className="ui-muted">{messages.marks.noClass}</p>}
      </div>
    </fieldset>
  );
}

const keyOf = (place: number): string => (place < keyedClasses ? String(place + 1) : '');

/** The colour and the letter of a class. */
export const Letter = ({ place }: { readonly place: number }) => (
  <span className="class-letter" aria-hidden="true" {...lookOfClass(place)}>
    {letterOfClass(place)}
  </span>
);
