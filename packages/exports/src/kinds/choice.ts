import { html } from '@asg/formats/html';
import { choicesControl, textOf } from './controls.ts';
import type { KindExport } from './kind-export.ts';

/** One of the options: what an export always had of it. */
export const choice: KindExport = {
  columns: [],
  cells: () => ({}),
  flagsOf: () => [],
  flags: () => new Map(),
  labelStudio: {
    results: ({ value }, objects) => [
      { control: 'label', objects, type: 'choices', value: { choices: [textOf(value)] } },
    ],
    control: ({ names }, toName) =>
      choicesControl({ name: 'label', toName, names, more: html`choice="single"` }),
  },
  groundTruth: ({ names, value }, { whole }) => ({
    label: names.indexOf(textOf(value)),
    meaning: { 'class-name': value, confidence: whole },
    type: 'ITEM-classification',
  }),
  preferences: null,
};
