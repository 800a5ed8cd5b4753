import { isBlank } from './fields.ts';

type Values = Readonly<Record<string, unknown>>;

/** What several items side by side are called: in our exports for Label Studio, and in its templates for pairs. */
const names = [/^item_([1-6])$/, /^text([1-6])$/, /^image([1-6])$/] as const;
const promptName = 'prompt';
const address = /^(?:https?|asset):\/\//;

/** Items that are compared, as a submission has them, and what else is there. */
interface ComparedRow {
  readonly task: Values;
  readonly rest: readonly (readonly [string, unknown])[];
}

/** Items side by side under `data` of Label Studio, with what they are about as `prompt`; null: there are none. */
export function comparedRow(data: Values): ComparedRow | null {
  const form = names.find((one) => Object.keys(data).filter((name) => one.test(name)).length >= 2);
  if (form === undefined) return null;
  const shown = Object.keys(data).filter((name) => form.test(name));
  const idOf = (name: string): unknown => data[`${name}_id`] ?? name;
  const taken = new Set([promptName, ...shown, ...shown.map((name) => `${name}_id`)]);
  return {
    task: {
      items: shown.map((name) => ({ id: idOf(name), ...itemAt(data[name]) })),
      ...(isBlank(data.prompt) ? {} : itemAt(data.prompt)),
    },
    rest: Object.entries(data).filter(([name]) => !taken.has(name)),
  };
}

function itemAt(value: unknown): Values {
  return typeof value === 'string' && address.test(value) ? { data_url: value } : { data: { text: value } };
}
