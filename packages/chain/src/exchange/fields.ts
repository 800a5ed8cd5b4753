import { isRecord, isWhole } from '@asg/values/json';
import { isHash } from '../bsv/index.ts';

/** Reading of answers that may be anything: each function gives the value only if it is of the right kind. */
export type Fields = Readonly<Record<string, unknown>>;

/** The answer as an object, or undefined. */
export function fieldsOf(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A whole number from 0 that JavaScript holds exactly. */
export function countOf(value: unknown): number | undefined {
  return isWhole(value) ? value : undefined;
}

/** A transaction id or block hash, in lower case. */
export function hashOf(value: unknown): string | undefined {
  const text = textOf(value)?.toLowerCase();
  return text !== undefined && isHash(text) ? text : undefined;
}

export function hexTextOf(value: unknown): string | undefined {
  const text = textOf(value)?.toLowerCase();
  return text !== undefined && text !== '' && /^(?:[0-9a-f]{2})*$/.test(text) ? text : undefined;
}
