import { textProblem } from '@asg/values';
import { isBucketRef, objectNamed, publicAddress } from '../values/bucket-names.ts';
import { type RowOutcome, wrong as refused } from './fields.ts';

/** Ground Truth's own limit, in characters. */
const sourceLengthMax = 20_000;

/** A line of an input manifest of SageMaker Ground Truth: a reference to an object, or a text, and whatever else. */
export type SourceLine = Readonly<Record<string, unknown>>;

/** The item of such a line, or what is wrong with it. */
export type SourceItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ref'; readonly ref: string }
  | { readonly kind: 'wrong'; readonly reason: string };

/** Whether the line is one of Ground Truth's, and not one of ours. */
export function isSourceLine(value: Readonly<Record<string, unknown>>): value is SourceLine {
  if (Object.hasOwn(value, 'data_url') || Object.hasOwn(value, 'data')) return false;
  return Object.hasOwn(value, 'source-ref') || Object.hasOwn(value, 'source');
}

/** What such a line wants labelled. */
export function sourceItem({ 'source-ref': ref, source }: SourceLine): SourceItem {
  if (ref !== undefined && source !== undefined) return wrong('source-ref and source: give one of them');
  if (ref !== undefined)
    return typeof ref === 'string' ? { kind: 'ref', ref } : wrong('source-ref must be a string');
  if (typeof source !== 'string' || source.trim() === '') return wrong('source must be a text');
  if (source.length > sourceLengthMax)
    return wrong(`source must not be longer than ${sourceLengthMax} characters`);
  const problem = textProblem(source, 'lines');
  return problem === null ? { kind: 'text', text: source } : wrong(`source ${problem.message}`);
}

/** The task of such a line where there are no credentials: an object of a bucket is read as anyone can, the rest of it is metadata. */
export function sourceRow(line: SourceLine): RowOutcome {
  const { 'source-ref': _ref, source: _source, ...rest } = line;
  const item = sourceItem(line);
  if (item.kind === 'wrong') return refused(item.reason);
  const metadata = Object.keys(rest).length === 0 ? {} : { metadata: rest };
  if (item.kind === 'text') return { ok: true, task: { data: { text: item.text }, ...metadata } };
  if (!isBucketRef(item.ref)) return { ok: true, task: { data_url: item.ref, ...metadata } };
  const named = objectNamed(item.ref);
  if (named === null) return refused('source-ref must be s3://bucket/key, gs://bucket/key or an https URL');
  return { ok: true, task: { data_url: publicAddress(named), ...metadata } };
}

const wrong = (reason: string): SourceItem => ({ kind: 'wrong', reason });
