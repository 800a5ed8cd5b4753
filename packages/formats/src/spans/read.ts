import { isRecord } from '@asg/values/json';
import type { TextSpan } from './tokens.ts';
import { inCodePoints, type SaidSpan } from './words.ts';

/** A text of a file with what is said of it, or why it is not taken. */
export interface ReadText {
  /** In the file, from 1: where it begins, or what is wrong with it. */
  readonly line: number;
  readonly text: string;
  readonly spans: readonly TextSpan[] | string;
}

/** One of a file; null: it is longer than is read. */
interface FileLine {
  readonly number: number;
  readonly text: string | null;
}

/**
 * The texts of a file of CoNLL: what stands between two `-DOCSTART-`, or where there is none between blank lines, its tokens joined by blanks and its
 * sentences by line ends. The first column is the token, the last its tag: `O`, or `B-`, `I-` and their like before a label.
 */
export async function* textsOfConll(
  lines: AsyncIterable<FileLine>,
  lengthMax: number,
): AsyncGenerator<ReadText> {
  let text = new ConllText(lengthMax);
  let hasMarks = false;
  for await (const { number, text: line } of lines) {
    if (line !== null && /^-DOCSTART-(?:\s|$)/.test(line)) {
      if (!text.isEmpty) yield text.read;
      text = new ConllText(lengthMax);
      hasMarks = true;
    } else if (line?.trim() !== '') text.add(number, line);
    else if (hasMarks) text.endSentence();
    else if (!text.isEmpty) {
      yield text.read;
      text = new ConllText(lengthMax);
    }
  }
  if (!text.isEmpty) yield text.read;
}

/** Grows token by token. */
class ConllText {
  readonly #lengthMax: number;
  readonly #parts: string[] = [];
  readonly #spans: TextSpan[] = [];
  #length = 0;
  #gap = '';
  #line = 0;
  #wrong: string | null = null;

  constructor(lengthMax: number) {
    this.#lengthMax = lengthMax;
  }

  get isEmpty(): boolean {
    return this.#line === 0;
  }

  get read(): ReadText {
    return { line: this.#line, text: this.#parts.join(''), spans: this.#wrong ?? this.#spans };
  }

  endSentence(): void {
    if (!this.isEmpty) this.#gap = '\n';
  }

  /** `written`: null where the line is longer than is read. Behind what is wrong nothing is kept. */
  add(line: number, written: string | null): void {
    if (this.#wrong !== null) return;
    const columns = written?.trim().split(/\s+/) ?? [];
    const [token = ''] = columns;
    const tag = columns.at(-1) ?? '';
    const isTagged = columns.length > 1 && /^(?:O|[BIESLUM]-.+)$/.test(tag);
    // Some files have a remark above a sentence.
    if (!isTagged && token.startsWith('#') && this.#gap !== ' ') return;
    if (this.isEmpty) this.#line = line;
    if (written === null) this.#refuse(line, `the line is longer than ${this.#lengthMax} characters`);
    else if (!isTagged)
      this.#refuse(line, 'the last column must be a tag: O, or B- or I- with a label behind it');
    else if (this.#length + token.length > this.#lengthMax)
      this.#refuse(line, `the text is longer than ${this.#lengthMax} characters`);
    else this.#take(token, tag);
  }

  #refuse(line: number, reason: string): void {
    this.#line = line;
    this.#wrong = reason;
  }

  #take(token: string, tag: string): void {
    const start = this.#length + this.#gap.length;
    const end = start + Array.from(token).length;
    this.#parts.push(this.#gap, token);
    this.#length = end;
    const label = tag === 'O' ? null : labelIn(tag.slice(2));
    const last = this.#spans.at(-1);
    const isWithin =
      last !== undefined &&
      /^[IELM]-/.test(tag) &&
      last.label === label &&
      last.end + this.#gap.length === start;
    if (isWithin) this.#spans.splice(-1, 1, { ...last, end });
    else if (label !== null) this.#spans.push({ start, end, label });
    this.#gap = ' ';
  }
}

function labelIn(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** What an object of JSONL says of its text under `entities`, `label` or `labels` (lists of three) or `spans` (objects); null: nothing. */
export function spansOfLine(values: Readonly<Record<string, unknown>>): readonly TextSpan[] | string | null {
  const found: unknown = [values.entities, values.spans, values.label, values.labels].find((one) =>
    Array.isArray(one),
  );
  if (typeof values.text !== 'string' || !Array.isArray(found)) return null;
  const listed: readonly unknown[] = found;
  const spans = listed.map((one) => {
    const [start, end, label]: readonly unknown[] = Array.isArray(one)
      ? one
      : isRecord(one)
        ? [one.start ?? one.start_offset, one.end ?? one.end_offset, one.label]
        : [];
    return saidSpan(start, end, label, isRecord(one) ? one.text : undefined);
  });
  return placed(values.text, spans);
}

/** What is marked otherwise than as words with a label, in Label Studio. */
const otherMarks = /^(?:hypertextlabels|hypertext|paragraphlabels|paragraphs|text)$/;

/** What a task of Label Studio has of its text, or what is wrong with it. `results`: of one annotation. */
export function spansOfStudio(text: string, results: readonly unknown[]): readonly TextSpan[] | string {
  const spans: (SaidSpan | null)[] = [];
  for (const [i, one] of results.entries()) {
    const at = `result ${i + 1}`;
    if (!isRecord(one)) return `${at} must be an object`;
    const { type, value } = one;
    if (type !== 'labels') {
      if (typeof type === 'string' && otherMarks.test(type)) return `${at} is of ${type}: it is no span`;
      continue;
    }
    const { start, end, labels, text: words } = isRecord(value) ? value : {};
    const [label, ...more]: readonly unknown[] = Array.isArray(labels) ? labels : [];
    if (more.length > 0) return `${at} has several labels: a span has one`;
    const span = saidSpan(start, end, label, words);
    if (span === null) return `${at} must have a start, an end and a label`;
    spans.push(span);
  }
  return placed(text, spans);
}

const saidSpan = (start: unknown, end: unknown, label: unknown, words: unknown): SaidSpan | null =>
  typeof start === 'number' && typeof end === 'number' && typeof label === 'string'
    ? { start, end, label, words: typeof words === 'string' ? words : null }
    : null;

function placed(text: string, spans: readonly (SaidSpan | null)[]): readonly TextSpan[] | string {
  const wrong = spans.indexOf(null);
  return wrong === -1
    ? inCodePoints(
        text,
        spans.filter((span) => span !== null),
      )
    : `span ${wrong + 1} must have a start, an end and a label`;
}

/** What a line of Ground Truth says of its text under an attribute. */
export function spansOfManifest(label: unknown): readonly TextSpan[] | string {
  const entities = isRecord(label) && isRecord(label.annotations) ? label.annotations.entities : null;
  if (!Array.isArray(entities)) return 'it has no entities';
  const listed: readonly unknown[] = entities;
  const spans: TextSpan[] = [];
  for (const [i, one] of listed.entries()) {
    const { startOffset: start, endOffset: end, label: name } = isRecord(one) ? one : {};
    if (typeof start !== 'number' || typeof end !== 'number' || typeof name !== 'string')
      return `entity ${i + 1} must have startOffset, endOffset and label`;
    spans.push({ start, end, label: name });
  }
  return spans;
}
