import type { AuditLogEntry } from '@asg/sdk';

/** A fact of an entry with what it was and what it is; null: not told. */
export interface Change {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What an entry says of before and after, and what people typed, each once, in the order of the names. */
export function changesOf({ before, after, texts }: AuditLogEntry): readonly Change[] {
  const now = { ...after, ...texts };
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(now)])].sort();
  return names.map((name) => ({
    name: name.replaceAll(/[._]/g, ' '),
    before: valueText(before?.[name]),
    after: valueText(now[name]),
  }));
}

function valueText(value: unknown): string | null {
  if (value === undefined) return null;
  if (value === null || value === '') return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
