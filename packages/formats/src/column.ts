/** `json`: whatever has a JSON text, which is what is written. `time`: in RFC 3339. */
export type ColumnType = 'text' | 'json' | 'whole' | 'number' | 'boolean' | 'time';

/** A column of a table whose format knows types. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** A value as the text of a cell: what is no text is as JSON writes it; null where there is none. */
export function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
