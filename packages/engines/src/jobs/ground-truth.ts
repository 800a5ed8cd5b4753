import { addressOf, type ObjectCredentials } from '@asg/object-store';
import { urlLengthMax, urlProblem } from '../submission/rules.ts';

/** Ground Truth's own limits, in characters. */
const objectLengthMax = 100_000;
const sourceLengthMax = 20_000;
const textUrlPrefix = 'data:text/plain;charset=utf-8;base64,';

/** A line of an input manifest of SageMaker Ground Truth: a reference to an object, or a text, and whatever else. */
export type SourceLine = Readonly<Record<string, unknown>>;

/** Where the data of a line are, or what is wrong with it. */
export type SourceOutcome =
  | { readonly ok: true; readonly dataUrl: string; readonly needsCredentials: boolean }
  | { readonly ok: false; readonly reason: string };

/** Whether the line is one of Ground Truth's, and not one of ours. */
export function isSourceLine(value: unknown): value is SourceLine {
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, 'data_url')) return false;
  return Object.hasOwn(value, 'source-ref') || Object.hasOwn(value, 'source');
}

/**
 * The data that a line names. An object of a bucket has the web address that it has for good; a text is its own address, so that a receipt
 * commits to the very text that was labelled.
 */
export function sourceOf(
  line: SourceLine,
  length: number,
  {
    isImage,
    credentials,
    insecureHosts,
  }: {
    readonly isImage: boolean;
    readonly credentials: ObjectCredentials | null;
    readonly insecureHosts: readonly string[];
  },
): SourceOutcome {
  if (length > objectLengthMax) return wrong(`the line is longer than ${objectLengthMax} characters`);
  const { 'source-ref': ref, source } = line;
  if (ref !== undefined && source !== undefined) return wrong('source-ref and source: give one of them');
  if (ref !== undefined)
    return typeof ref === 'string'
      ? referredTo(ref, credentials, insecureHosts)
      : wrong('source-ref must be a string');
  if (typeof source !== 'string' || source.trim() === '') return wrong('source must be a text');
  if (source.length > sourceLengthMax)
    return wrong(`source must not be longer than ${sourceLengthMax} characters`);
  if (isImage) return wrong('source is a text, and the job labels images: give source-ref');
  return {
    ok: true,
    dataUrl: textUrlPrefix + Buffer.from(source).toString('base64'),
    needsCredentials: false,
  };
}

function referredTo(
  ref: string,
  credentials: ObjectCredentials | null,
  insecureHosts: readonly string[],
): SourceOutcome {
  const scheme = /^(s3|gs):/.exec(ref)?.[1];
  const url = scheme === undefined ? ref : addressOf(ref, credentials);
  if (url === null)
    return wrong('source-ref must be s3://bucket/key, without . or .. between slashes, or an https URL');
  if (url.length > urlLengthMax)
    return wrong(`source-ref must not be longer than ${urlLengthMax} characters as a URL`);
  const problem = urlProblem(url, insecureHosts);
  if (problem !== null) return wrong(`source-ref ${problem}, or s3://bucket/key`);
  const needsCredentials = credentials !== null && scheme === (credentials.kind === 's3' ? 's3' : 'gs');
  return { ok: true, dataUrl: url, needsCredentials };
}

function wrong(reason: string): SourceOutcome {
  return { ok: false, reason };
}
