import { createReadStream } from 'node:fs';
import { givenLabelSpec, type LabelSpec } from '@asg/domain';
import { messageOf } from '@asg/domain/errors';
import { isRecord } from '@asg/values/json';
import { UsageError } from '../terminal/exit.ts';

const fileBytesMax = 64 * 1024 * 1024;
const blockForm = /^(?:[0-9a-f]{64}|[0-9a-f]{160})$/;

/** The text of a UTF-8 file, or of standard input for `-`. Throws a UsageError where it cannot be read. */
async function readText(file: string): Promise<string> {
  const name = file === '-' ? 'standard input' : file;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    const pieces: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file);
    for await (const chunk of pieces) {
      bytes += chunk.length;
      if (bytes > fileBytesMax) throw new UsageError(`${name}: is larger than ${fileBytesMax} bytes`);
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} cannot be read: ${messageOf(error)}`);
  }
}

/** The value of a JSON file; a UsageError for anything else. */
export async function readJson(file: string): Promise<unknown> {
  return (await readJsonText(file)).value;
}

/** A JSON file as it is written, and its value; a UsageError for anything else. */
export async function readJsonText(
  file: string,
): Promise<{ readonly text: string; readonly value: unknown }> {
  const text = await readText(file);
  try {
    return { text, value: JSON.parse(text) };
  } catch (error) {
    throw new UsageError(
      `${file === '-' ? 'standard input' : file}: is not JSON: ${messageOf(error).slice(0, 200)}`,
    );
  }
}

/** A label spec as it was submitted. */
export async function readLabelSpec(file: string): Promise<LabelSpec> {
  const spec = await readJson(file);
  const { question, options, instructions, class_shares, ordinal, ...unknown } = isRecord(spec) ? spec : {};
  const isText = (value: unknown): value is string => typeof value === 'string';
  const other = Object.keys(unknown)[0];
  if (other !== undefined)
    throw new UsageError(`${file}: ${other.slice(0, 50)} is not a field of a label spec`);
  if (!isText(question)) throw new UsageError(`${file}: question must be a text`);
  if (!Array.isArray(options) || !options.every(isText))
    throw new UsageError(`${file}: options must be a list of texts`);
  // As in a submission: null is as if it were not there.
  if (instructions != null && !isText(instructions))
    throw new UsageError(`${file}: instructions must be a text`);
  if (class_shares != null && !isNumbers(class_shares))
    throw new UsageError(`${file}: class_shares must be an object of numbers`);
  if (ordinal != null && typeof ordinal !== 'boolean')
    throw new UsageError(`${file}: ordinal must be true or false`);
  return givenLabelSpec({ question, options, instructions, class_shares, ordinal });
}

const isNumbers = (value: unknown): value is Readonly<Record<string, number>> =>
  isRecord(value) && Object.values(value).every((each) => typeof each === 'number');

/** Headers or hashes of blocks, one a line; empty lines and those that begin with # are passed over. */
export async function readBlocks(file: string): Promise<readonly string[]> {
  const lines = (await readText(file)).split('\n').map((line) => line.trim().toLowerCase());
  const isBlock = (line: string): boolean => blockForm.test(line);
  const wrong = lines.findIndex((line) => line !== '' && !line.startsWith('#') && !isBlock(line));
  if (wrong >= 0)
    throw new UsageError(`${file}: line ${wrong + 1} must be a header (160 hex digits) or a hash (64)`);
  return lines.filter(isBlock);
}

/** Reads an option's value as a header or a hash of a block; null: it is neither. */
export function blockOf(text: string): string | null {
  const lower = text.toLowerCase();
  return blockForm.test(lower) ? lower : null;
}
