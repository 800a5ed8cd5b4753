import type { Task } from './task.ts';

/** Whose evidence of workers a task is: its customer's; a gold task is of who gave its item; null: the operator's. */
export function ownerOf({ customerId, gold }: Pick<Task, 'customerId' | 'gold'>): string | null {
  return gold === undefined ? customerId : (gold.owner ?? null);
}

/** Whose record of its own people is meant: it has nothing to do with what is known of the public crowd. */
export function ownPeopleOf(customerId: string): string {
  return `${customerId}@own`;
}

/** Whether the customer pays for the task out of money of their own. */
export function isFunded({ cover }: Pick<Task, 'cover'>): boolean {
  return cover?.from === 'balance';
}

/** Names what a customer's own evidence says on a template or over all; everybody's on a template has the template's name. */
export function customerRow(customerId: string, template = ''): string {
  return `${customerId} ${template}`;
}

/** What the name of a row or record is of; `customerId`: null where it is everybody's. */
export function ownerAndTemplate(name: string): {
  readonly customerId: string | null;
  readonly template: string;
} {
  const space = name.indexOf(' ');
  return space < 0
    ? { customerId: null, template: name }
    : { customerId: name.slice(0, space), template: name.slice(space + 1) };
}

/** Customers whose agreement counts for everybody are kept in so many shares, by a hash of their id. */
export const shareCount = 16;
/** A number of a text that looks like chance and is the same everywhere (FNV-1a, its bits mixed as by MurmurHash3): 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The share that a customer's tasks are counted in where they count for everybody. */
export function shareOf(customerId: string): number {
  return hashOf(customerId) % shareCount;
}
