import { isLonger, type RefuseValue, textProblem } from '@asg/values';
import { isRecord } from '@asg/values/json';
import { itemTextBytesMax } from '../values/item.ts';

/** One of several items that are compared, by a URL or by value. Workers are never told its id, which may name who made it. */
export interface ComparedItem {
  readonly id: string;
  readonly data_url?: string | null | undefined;
  readonly data?: { readonly text: string } | null | undefined;
}

/** An item as it is kept: its text, or where it is. */
export type KeptItem = { readonly text: string } | { readonly url: string };

/** All that a comparison shows, as one document: what it is about, and what is compared. */
export interface ComparedItems {
  readonly context: KeptItem | null;
  readonly items: readonly (KeptItem & { readonly id: string })[];
}

/** All items of a task together, as UTF-8. */
const documentBytesMax = 256 * 1024;

export const itemIds = (items: readonly ComparedItem[]): readonly string[] => items.map(({ id }) => id);

interface SubmittedItems {
  readonly items: readonly ComparedItem[];
  readonly data_url?: string | null | undefined;
  readonly data?: { readonly text: string } | null | undefined;
}

function keptItem({ data, data_url }: Omit<ComparedItem, 'id'>): KeptItem | null {
  if (data != null) return { text: data.text };
  return data_url == null ? null : { url: data_url };
}

/** The document of a comparison, JSON. The submission keeps the rules of `comparedViolations`. */
export function comparedDocument(given: SubmittedItems): string {
  const items = given.items.flatMap(({ id, ...item }) => {
    const kept = keptItem(item);
    return kept === null ? [] : [{ id, ...kept }];
  });
  return JSON.stringify({ context: keptItem(given), items });
}

/** The way back; null: the text is no such document. */
export function readCompared(text: string): ComparedItems | null {
  const json: unknown = JSON.parse(text);
  if (!isRecord(json) || !Array.isArray(json.items)) return null;
  const items = json.items.flatMap((item) => {
    const kept = readItem(item);
    return kept === null || !isRecord(item) || typeof item.id !== 'string' ? [] : [{ id: item.id, ...kept }];
  });
  return { context: readItem(json.context), items };
}

function readItem(json: unknown): KeptItem | null {
  if (!isRecord(json)) return null;
  if (typeof json.text === 'string') return { text: json.text };
  return typeof json.url === 'string' ? { url: json.url } : null;
}

/** Refuses items that are missing, there twice, or cannot be kept and shown as they are. `urlProblem`: null: it may be fetched. */
export function comparedViolations(
  given: SubmittedItems,
  urlProblem: (url: string) => string | null,
  refuse: RefuseValue,
): void {
  for (const [i, { data, data_url }] of given.items.entries()) {
    const field = `items.${i}`;
    if (data != null && data_url != null)
      refuse(
        `${field}.data`,
        'exactly_one',
        'must not be there beside data_url: an item comes by one of both',
      );
    else if (data != null) {
      const problem = textProblem(data.text, 'lines');
      if (problem !== null) refuse(`${field}.data.text`, problem.constraint, problem.message);
      else if (data.text.trim() === '') refuse(`${field}.data.text`, 'not_blank', 'must not be blank');
      if (isLonger(data.text, itemTextBytesMax))
        refuse(
          `${field}.data.text`,
          'max_bytes',
          `must not be larger than ${itemTextBytesMax} bytes as UTF-8`,
        );
    } else if (data_url != null) {
      const problem = urlProblem(data_url);
      if (problem !== null) refuse(`${field}.data_url`, 'url', problem);
    } else refuse(`${field}.data_url`, 'required', 'is required');
  }
  if (isLonger(comparedDocument(given), documentBytesMax))
    refuse('items', 'max_bytes', `must not be larger than ${documentBytesMax} bytes together, as UTF-8`);
}
