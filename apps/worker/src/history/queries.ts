import { serverPlace } from '@asg/ui';
import { api } from '../api/clients.ts';

const pageRows = 25;
const latestMax = 100;
/** More than anyone reads; a page of millions of characters would freeze the browser. */
const textCharsMax = 20_000;
const openingBytes = 400;

export const historyKey = ['history'] as const;

/** One page of labels, the newest first. */
export const historyPage = (cursor: string | null) =>
  api.history({ limit: pageRows, ...(cursor === null ? {} : { cursor }) });

/** The latest labels, as many as one answer holds. */
export const latestLabels = async () => (await api.history({ limit: latestMax })).data;

/** The most that a comparison has. */
const placesMax = 6;

interface Which {
  readonly size?: 'thumbnail';
  /** Of several, from 1; without it, what they are about. */
  readonly place?: number;
}

/** Where the item of a label is, for who gave it. */
export function itemUrl(assignmentId: string, { size, place }: Which = {}): string {
  const query = new URLSearchParams({
    ...(size === undefined ? {} : { size }),
    ...(place === undefined ? {} : { item: String(place) }),
  });
  const url = `${serverPlace()}/v1/work/${encodeURIComponent(assignmentId)}/data`;
  return query.size === 0 ? url : `${url}?${query}`;
}

const isImage = (type: string | null): boolean => type?.startsWith('image/') === true;

interface Opening {
  readonly isImage: boolean;
  /** How a text begins. */
  readonly text: string;
}

/** What an item is, from its first bytes. */
export async function openingOf(url: string, signal: AbortSignal): Promise<Opening> {
  const headers = { range: `bytes=0-${openingBytes - 1}` };
  const response = await fetch(url, { headers, signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bytes = await response.arrayBuffer();
  // The last character may be cut through.
  const text = new TextDecoder().decode(bytes, { stream: true });
  return { isImage: isImage(response.headers.get('content-type')), text };
}

export interface Text {
  readonly text: string;
  /** Its end is left out. */
  readonly cut: boolean;
}

/** A text, but for the end of a very long one; null: it is a picture. */
export async function textOf(url: string, signal: AbortSignal): Promise<Text | null> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  if (isImage(response.headers.get('content-type'))) return null;
  const text = await response.text();
  return { text: text.slice(0, textCharsMax), cut: text.length > textCharsMax };
}

/** Which places a comparison had, and whether something stood above them. */
export async function placesOf(
  assignmentId: string,
  signal: AbortSignal,
): Promise<{ readonly hasContext: boolean; readonly places: readonly number[] }> {
  const isThere = async (place?: number): Promise<boolean> => {
    const headers = { range: 'bytes=0-0' };
    const url = itemUrl(assignmentId, place === undefined ? {} : { place });
    return (await fetch(url, { headers, signal })).ok;
  };
  const all = Array.from({ length: placesMax }, (_, i) => i + 1);
  const [hasContext, ...found] = await Promise.all([isThere(), ...all.map(isThere)]);
  return { hasContext: hasContext === true, places: all.filter((_, i) => found[i]) };
}
