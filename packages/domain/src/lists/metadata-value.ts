import { isWrittenNumber, type Metadata, sentMetadata } from '@asg/values';

/** A member of the metadata as lists compare it, JSON; null: there is none, or it is no text, number, true or false. */
export function listedValue(metadata: Metadata | null, key: string): string | null {
  const sent = sentMetadata(metadata);
  if (sent === null || !Object.hasOwn(sent, key)) return null;
  const value = sent[key];
  const isPlain = ['string', 'number', 'boolean'].includes(typeof value) || isWrittenNumber(value);
  return isPlain ? JSON.stringify(value) : null;
}

/** What a text that somebody searches for may stand for as a value: the text itself, or the number, true or false that it writes. */
export function valuesMeant(text: string): readonly string[] {
  const isWritten = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/.test(text);
  return [JSON.stringify(text), ...(isWritten ? [text] : [])];
}
