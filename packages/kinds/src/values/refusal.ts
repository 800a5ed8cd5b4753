/** Why a value cannot be taken: the field, the name of the rule that it breaks, the end of a sentence on it. */
interface Refusal {
  readonly field: string;
  readonly constraint: string;
  readonly message: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export function refused(field: string, constraint: string, message: string): Parsed<never> {
  return { ok: false, refusal: { field, constraint, message } };
}

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });

const quotedMax = 60;
/** What changes how other text is shown, or cannot be seen. */
const unseen = /[\p{Cf}\p{Cc}\p{Cs}\u2028\u2029]/gu;

/** A stranger's text within a sentence of ours: cut, and with an escape for whatever would not show as itself. */
export function quoted(text: string): string {
  const start = text.length > quotedMax ? `${text.slice(0, quotedMax)}…` : text;
  const escaped = start.replace(unseen, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
  return `"${escaped}"`;
}
