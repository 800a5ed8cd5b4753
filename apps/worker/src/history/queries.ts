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

/** Where the item of a label is, for who gave it. */
export function itemUrl(assignmentId: string, size: 'full' | 'thumbnail' = 'full'): string {
  const url = `/v1/work/${encodeURIComponent(assignmentId)}/data`;
  return size === 'full' ? url : `${url}?size=thumbnail`;
}

/** How a text begins. */
export async function openingOf(assignmentId: string, signal: AbortSignal): Promise<string> {
  const headers = { range: `bytes=0-${openingBytes - 1}` };
  const response = await fetch(itemUrl(assignmentId), { headers, signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  // The last character may be cut through.
  return new TextDecoder().decode(await response.arrayBuffer(), { stream: true });
}

/** A text, but for the end of a very long one. */
export async function textOf(
  assignmentId: string,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly cut: boolean }> {
  const { content } = await api.item(assignmentId, { signal });
  const text = await content.text();
  return { text: text.slice(0, textCharsMax), cut: text.length > textCharsMax };
}
