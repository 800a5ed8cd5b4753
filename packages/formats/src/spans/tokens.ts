/** A part of a text with a label, in Unicode code points; `end` is behind its last one. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** A word or a sign of a text, in Unicode code points. */
export interface TextToken {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What readers of columns split at, at least. */
const blank = /[\s\p{Cc}]/u;
/** Letters, digits, marks and what joins them; of scripts that write without blanks each letter is a word. */
const part = /[\p{L}\p{M}\p{N}\p{Pc}\u200C\u200D]/u;
const alone =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const mark = /[\p{M}\u200C\u200D]/u;

/**
 * The tokens of a text: runs of letters, digits, marks and underscores; each letter of a script without blanks, with its marks; each other
 * sign. Blanks are none. At the edges of spans a token is cut, so that no span begins or ends within one.
 */
export function tokensOf(text: string, spans: readonly TextSpan[] = []): readonly TextToken[] {
  const edges = new Set(spans.flatMap(({ start, end }) => [start, end]));
  const tokens: { start: number; end: number; text: string }[] = [];
  let open: 'nothing' | 'word' | 'letter' | 'sign' = 'nothing';
  let at = 0;
  for (const sign of text) {
    const last = open === 'nothing' || edges.has(at) ? undefined : tokens.at(-1);
    const isLetter = alone.test(sign);
    const isWord = !isLetter && part.test(sign);
    if (blank.test(sign)) open = 'nothing';
    else if (last !== undefined && (mark.test(sign) || (open === 'word' && isWord))) {
      last.text += sign;
      last.end = at + 1;
    } else {
      tokens.push({ start: at, end: at + 1, text: sign });
      open = isLetter ? 'letter' : isWord ? 'word' : 'sign';
    }
    at++;
  }
  return tokens;
}
