import { isRecord } from '@asg/values/json';
import type { TextSpan } from './tokens.ts';

/** A text of a file with what is said of it. */
export interface ReadText {
  readonly text: string;
  readonly spans: readonly TextSpan[];
}

/**
 * The texts of a file of CoNLL: what stands between two `-DOCSTART-`, or where there is none between blank lines, its tokens joined by blanks and its
 * sentences by line ends. The first column is the token, the last its tag: BIO, or IO.
 */
export async function* textsOfConll(lines: AsyncIterable<string>): AsyncGenerator<ReadText> {
  let text = new ConllText();
  let hasMarks = false;
  for await (const line of lines) {
    if (/^-DOCSTART-(?:\s|$)/.test(line)) {
      if (!text.isEmpty) yield text.read;
      text = new ConllText();
      hasMarks = true;
    } else if (line.trim() !== '') text.add(line.trim().split(/\s+/));
    else if (hasMarks) text.endSentence();
    else if (!text.isEmpty) {
      yield text.read;
      text = new ConllText();
    }
  }
  if (!text.isEmpty) yield text.read;
}

/** Grows token by token. */
class ConllText {
  readonly #parts: string[] = [];
  readonly #spans: TextSpan[] = [];
  #length = 0;
  #gap = '';

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  get read(): ReadText {
    return { text: this.#parts.join(''), spans: this.#spans };
  }

  endSentence(): void {
    if (!this.isEmpty) this.#gap = '\n';
  }

  add(columns: readonly string[]): void {
    const [token = ''] = columns;
    const tag = columns.length < 2 ? 'O' : (columns.at(-1) ?? 'O');
    const start = this.#length + this.#gap.length;
    const end = start + Array.from(token).length;
    this.#parts.push(this.#gap, token);
    this.#length = end;
    const label = tag === 'O' ? null : labelIn(tag.replace(/^[BIESLU]-/, ''));
    const last = this.#spans.at(-1);
    const isWithin =
      last !== undefined &&
      /^[IEL]-/.test(tag) &&
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
  const listed = [values.entities, values.spans, values.label, values.labels].find((one) =>
    Array.isArray(one),
  );
  if (typeof values.text !== 'string' || !Array.isArray(listed)) return null;
  const spans = listed.flatMap((one: unknown) => {
    const [start, end, label]: readonly unknown[] = Array.isArray(one)
      ? one
      : isRecord(one)
        ? [one.start ?? one.start_offset, one.end ?? one.end_offset, one.label]
        : [];
    return typeof start === 'number' && typeof end === 'number' && typeof label === 'string'
      ? [{ start, end, label }]
      : [];
  });
  return spans.length === listed.length ? spans : 'a span must have a start, an end and a label';
}

/** What a task of Label Studio has of its text. `results`: of one annotation. */
export function spansOfStudio(results: readonly unknown[]): readonly TextSpan[] | string {
  const spans: TextSpan[] = [];
  for (const one of results) {
    if (!isRecord(one) || one.type !== 'labels' || !isRecord(one.value)) continue;
    const { start, end, labels } = one.value;
    const [label]: readonly unknown[] = Array.isArray(labels) ? labels : [];
    if (typeof start !== 'number' || typeof end !== 'number' || typeof label !== 'string')
      return 'a span must have a start, an end and a label';
    spans.push({ start, end, label });
  }
  return spans;
}

/** What a line of Ground Truth says of its text under an attribute. */
export function spansOfManifest(label: unknown): readonly TextSpan[] | string {
  const entities = isRecord(label) && isRecord(label.annotations) ? label.annotations.entities : null;
  if (!Array.isArray(entities)) return 'it has no entities';
  const spans: TextSpan[] = [];
  for (const one of [...entities]) {
    if (!isRecord(one)) return 'an entity must be an object';
    const { startOffset: start, endOffset: end, label: name } = one;
    if (typeof start !== 'number' || typeof end !== 'number' || typeof name !== 'string')
      return 'an entity must have startOffset, endOffset and label';
    spans.push({ start, end, label: name });
  }
  return spans;
}
