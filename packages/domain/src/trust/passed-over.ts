import { customerRow, hashOf, ownerAndTemplate } from '../task/owner.ts';
import type { TrustScope } from './scopes.ts';

/** Marks that are looked at in one claim, however many there are. */
export const marksMax = 32;

const markDigits = 8;
const hex = (number: number): string => number.toString(16).padStart(markDigits, '0');

/** Marks that tasks of a customer and template lie behind a worker's place in the queue. They sort as if by chance. */
export function markOf(customerId: string, template: string): string {
  const scope = customerRow(customerId, template);
  return `${hex(hashOf(scope))} ${scope}`;
}

/** What the mark is of; marks from before customers had rows of their own are of a template, whoever's. */
export function scopeOfMark(mark: string): TrustScope & { readonly template: string } {
  const isOld = !mark.includes(' ');
  const { customerId, template } = ownerAndTemplate(isOld ? mark : mark.slice(markDigits + 1));
  return customerId === null ? { template } : { customerId, template };
}

/** Where a claim begins to look at marks, by a random place from 0 to 1; it goes on from the first after the last. */
export function markBegin(randomness: number): string {
  return hex(Math.floor(randomness * 2 ** 32));
}
