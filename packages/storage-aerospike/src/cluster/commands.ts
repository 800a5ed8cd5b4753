import type { BatchAnswer, Bins, Driver, Operation } from './driver.ts';
import type { Expression } from './expressions.ts';
import { isPassingCode, status } from './failures.ts';

export type SetName = 'task' | 'doc' | 'list' | 'sum';
/** Sets whose records are changed one at a time. */
export type DocumentSet = 'task' | 'doc';
/** `filtered`: the condition does not hold. `exists`: it was to be made. `missing`: it was to be there. */
export type Written =
  | { readonly kind: 'written'; readonly bins: Bins }
  | { readonly kind: 'filtered' | 'exists' | 'missing' };

export interface WriteOptions {
  /** `create`: it must not be there yet; `update`: it must; `either`: a condition is looked at only where it is there. */
  readonly must: 'create' | 'update' | 'either' | 'replace';
  readonly where?: Expression;
  /** The generation that was read. */
  readonly generation?: number;
}

/** Of a write that goes with others. */
export type GatheredOptions = Omit<WriteOptions, 'generation'>;
/** One write of several. */
export interface Write {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly options: GatheredOptions;
}
export interface SetWrite extends Write {
  readonly set: SetName;
}
/** It is not known whether it was carried out. */
export interface Doubtful {
  readonly kind: 'doubtful';
  /** False: it was not, for a reason that soon may be gone. */
  readonly mayBeDone: boolean;
}

export function existsOf({ policy: { exists } }: Driver, { must }: WriteOptions): number {
  if (must === 'replace') return exists.CREATE_OR_REPLACE;
  return must === 'create' ? exists.CREATE : must === 'update' ? exists.UPDATE : exists.IGNORE;
}

/** What became of a row of a batch. */
export function writtenOf({ status: code, record }: BatchAnswer): Written | Doubtful {
  if (code === status.ok) return { kind: 'written', bins: record.bins };
  return refusalOf(code) ?? { kind: 'doubtful', mayBeDone: !isPassingCode(code) };
}

/** What a write's failure says of the record; null: it is another failure. */
export function refusalOf(code: number | undefined): Written | null {
  switch (code) {
    case status.filteredOut:
    case status.generation:
      return { kind: 'filtered' };
    case status.exists:
      return { kind: 'exists' };
    case status.notFound:
      return { kind: 'missing' };
    default:
      return null;
  }
}
