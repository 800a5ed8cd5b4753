import { type Asked, answerValue } from '@asg/domain';

/** What labels of a task are: nothing of a choice. */
export function kindField({ labelSpec: { kind } }: Asked) {
  return kind === undefined ? {} : { kind };
}

/** The value of an answer beside its text: a choice has none, and neither has what was not answered. */
export function valueField<const Name extends string>(
  asked: Asked,
  option: number | null | undefined,
  name: Name,
): { readonly [N in Name]?: unknown } {
  return namedValue(option == null ? undefined : answerValue(asked, option), name);
}

/** The same of a value that is known. */
export function namedValue<const Name extends string>(
  value: unknown,
  name: Name,
): { readonly [N in Name]?: unknown } {
  const fields: { [N in Name]?: unknown } = {};
  if (value !== undefined) fields[name] = value;
  return fields;
}
