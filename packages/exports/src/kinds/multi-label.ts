import { html } from '@asg/formats/html';
import { isRecord } from '@asg/values/json';
import { at } from '@asg/values/present';
import { choicesControl } from './controls.ts';
import type { KindExport } from './kind-export.ts';

/** The options that a value has; none of these: none. */
function optionsIn(value: unknown): readonly string[] {
  const options = isRecord(value) && Array.isArray(value.options) ? value.options : [];
  return options.filter((one) => typeof one === 'string');
}

/** All that apply: a column for each option, as classifiers take them (`label.NAME`), and how many ticked it. */
export const multiLabel: KindExport = {
  columns: [{ name: 'labels', type: 'json' }],
  cells: ({ value }) => ({ labels: value === undefined ? null : optionsIn(value) }),
  flagsOf: ({ options }) => options,
  flags: ({ names, value }) =>
    new Map(names.map((name) => [name, value === undefined ? null : optionsIn(value).includes(name)])),
  labelStudio: {
    results: ({ value }, objects) => {
      const choices = optionsIn(value);
      return choices.length === 0
        ? []
        : [{ control: 'labels', objects, type: 'choices', value: { choices } }];
    },
    control: ({ names }, toName) =>
      choicesControl({ name: 'labels', toName, names, more: html`choice="multiple"` }),
  },
  groundTruth: ({ names, value }, { ofUnit }) => {
    const chosen = optionsIn(value);
    const label = names.flatMap((name, place) => (chosen.includes(name) ? [place] : []));
    const ofEach = <Of>(of: (place: number) => Of): Readonly<Record<string, Of>> =>
      Object.fromEntries(label.map((place) => [place, of(place)]));
    return {
      label,
      meaning: {
        'class-map': ofEach((place) => at(names, place)),
        'confidence-map': ofEach((place) => ofUnit(at(names, place))),
      },
      type: 'ITEM-classification-multilabel',
    };
  },
  preferences: null,
};
