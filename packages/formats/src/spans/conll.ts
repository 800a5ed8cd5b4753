import { type TextSpan, tokensOf } from './tokens.ts';

/** What begins each text, as in the files of CoNLL 2003. */
const document = '-DOCSTART- -X- O O\n\n';

/**
 * A text in the columns of CoNLL 2003: a token, two places for what we do not know, and its tag: `B-` where a span begins, `I-` within it,
 * `O` outside. A sentence is a line of the text. In a label a blank is `%20`, as in addresses, since blanks part columns.
 */
export function conllOf(text: string, spans: readonly TextSpan[]): string {
  const sorted = [...spans].sort((one, other) => one.start - other.start);
  const signs = Array.from(text);
  const parts = [document];
  let place = 0;
  let before = 0;
  for (const { start, end, text: token } of tokensOf(text, sorted)) {
    while ((sorted[place]?.end ?? Number.POSITIVE_INFINITY) <= start) place++;
    const span = sorted[place];
    const isWithin = span !== undefined && span.start <= start;
    // A span over several lines stays in one sentence: else it would be two.
    const isContinued = isWithin && before > span.start;
    if (before > 0 && !isContinued && signs.slice(before, start).some(isLineEnd)) parts.push('\n');
    const tag = isWithin ? `${isContinued ? 'I' : 'B'}-${conllLabel(span.label)}` : 'O';
    parts.push(`${token} -X- _ ${tag}\n`);
    before = end;
  }
  return `${parts.join('')}\n`;
}

const isLineEnd = (sign: string): boolean => /[\n\r\u2028\u2029]/.test(sign);

/** A label without blanks. */
const conllLabel = (label: string): string =>
  label.replaceAll(/[%\s\p{Cc}]/gu, (sign) => encodeURIComponent(sign));
