import { isWrittenNumber, parseExactly } from './json-text.ts';

/** A customer's own object; its JSON text where a double would change one of its numbers. */
export type Metadata = Readonly<Record<string, unknown>> | string;

/** Metadata as it is stored. `metadata`: as `parseJson` gave it, nested no deeper than a stack holds. */
export function storedMetadata(metadata: Readonly<Record<string, unknown>>): Metadata {
  return hasWrittenNumber(metadata) ? JSON.stringify(metadata) : metadata;
}

/** Metadata as it was sent, for `JSON.stringify`: the numbers come back to the digit. */
export function sentMetadata(metadata: Metadata | null): Readonly<Record<string, unknown>> | null {
  if (typeof metadata !== 'string') return metadata;
  const value = parseExactly(metadata);
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

/** Its JSON; empty where there is none. */
export function metadataText(metadata: Metadata | null): string {
  return typeof metadata === 'string' ? metadata : metadata === null ? '' : JSON.stringify(metadata);
}

/** Whether a number in it is kept as it was written. */
export function hasWrittenNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (isWrittenNumber(value)) return true;
  for (const member of Object.values(value)) if (hasWrittenNumber(member)) return true;
  return false;
}
