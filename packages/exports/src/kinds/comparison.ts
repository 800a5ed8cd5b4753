import { html } from '@asg/formats/html';
import { isRecord } from '@asg/values/json';
import { choicesControl } from './controls.ts';
import type { ComparedItem, KindExport, KindTask, Preference } from './kind-export.ts';

/** The id of the item that a value names; null: a tie, or nothing. */
const chosenIn = (value: unknown): string | null =>
  isRecord(value) && typeof value.item === 'string' ? value.item : null;

const isTie = (value: unknown): boolean => isRecord(value) && value.tie === true;

/** Which item is best: its id, those of the others, whether neither is better, and what was compared. */
export const comparison: KindExport = {
  columns: [
    { name: 'chosen', type: 'text' },
    { name: 'others', type: 'json' },
    { name: 'tie', type: 'boolean' },
    { name: 'items', type: 'json' },
  ],
  cells: ({ names, value, items }) => {
    const chosen = chosenIn(value);
    return {
      chosen,
      others: chosen === null ? null : names.filter((name) => name !== chosen),
      tie: value === undefined ? null : isTie(value),
      items: items.map(({ id, text, url }) =>
        text === null ? { id, data_url: url } : { id, data: { text } },
      ),
    };
  },
  flagsOf: () => [],
  flags: () => new Map(),
  labelStudio: {
    results: ({ names, value }) => {
      const chosen = chosenIn(value);
      if (chosen === null) return [];
      const [left] = names;
      const told =
        names.length === 2
          ? {
              control: 'best',
              type: 'pairwise',
              value: { selected: chosen === left ? 'left' : 'right' },
            }
          : {
              control: 'best_of',
              type: 'choices',
              value: { choices: [objectOf(names.indexOf(chosen))] },
            };
      return [{ ...told, objects: objectOf(0) }];
    },
    // More than two are side by side under the names of their objects, which are the same in every task; ids are not.
    control: ({ names }, toName) =>
      names.length === 2
        ? html`<Pairwise name="best" toName="${toName}"/>`
        : choicesControl({
            name: 'best_of',
            toName: objectOf(0),
            names: names.map((_, i) => objectOf(i)),
            more: html`choice="single"`,
          }),
  },
  groundTruth: null,
  preferences: preferencesOf,
};

/** What an item is called in Label Studio. */
export const objectOf = (place: number): string => `item_${place + 1}`;

/** The chosen item against each of the others; of a tie, and before a verdict, none. */
function preferencesOf({ value, prompt, items }: KindTask): readonly Preference[] {
  const best = items.find(({ id }) => id === chosenIn(value));
  if (best === undefined) return [];
  return items
    .filter((item) => item !== best)
    .map((other) => ({
      prompt: prompt === null ? '' : shownAs(prompt),
      chosen: shownAs(best),
      rejected: shownAs(other),
      chosen_item: best.id,
      rejected_item: other.id,
    }));
}

const shownAs = ({ text, url }: Pick<ComparedItem, 'text' | 'url'>): string => text ?? url;
