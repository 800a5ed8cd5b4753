/** Whether a text may have lines and tabs, as a question, or is a name, as an option. */
export type TextKind = 'lines' | 'name';

/** Surrogates alone, NUL and the other controls of C0; a tab and the ends of lines are allowed in a text with lines. */
const suspects: Readonly<Record<TextKind, RegExp>> = {
  lines: /[^\t\n\r -\ud7ff\ue000-\u{10ffff}]/u,
  name: /[^ -\ud7ff\ue000-\u{10ffff}]/u,
};

/** What breaks a rule of texts: its name, and the end of a sentence on it. */
export interface TextProblem {
  readonly constraint: 'well_formed' | 'control_character';
  readonly message: string;
}

/** Why a text cannot be kept and shown as it is; null: it can. */
export function textProblem(text: string, kind: TextKind): TextProblem | null {
  const found = suspects[kind].exec(text);
  if (found === null) return null;
  const code = found[0].charCodeAt(0);
  const where = `U+${code.toString(16).toUpperCase().padStart(4, '0')} at character ${found.index + 1}`;
  return code >= 0xd800
    ? {
        constraint: 'well_formed',
        message: `must be well-formed Unicode: it has half a surrogate pair, ${where}`,
      }
    : { constraint: 'control_character', message: `must hold no control characters: it has ${where}` };
}

/** The same for every name and text in a JSON value, at any depth that a stack holds. */
export function valueProblem(value: unknown): TextProblem | null {
  if (typeof value === 'string') return textProblem(value, 'lines');
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const problem = textProblem(name, 'lines') ?? valueProblem(member);
    if (problem !== null) return problem;
  }
  return null;
}

const urlControls = /[^ -\uffff]/;

/** Why the text of a URL cannot be kept, as the end of a sentence; null: it can. The parser of URLs would change it in silence. */
export function urlTextProblem(url: string): string | null {
  if (urlControls.test(url)) return 'must hold no line breaks, tabs or other control characters';
  return url.isWellFormed() ? null : 'must be well-formed Unicode';
}

/** Whether a text has more bytes than that in UTF-8. */
export function isLonger(text: string, bytesMax: number): boolean {
  if (text.length > bytesMax) return true;
  return text.length * 3 > bytesMax && new TextEncoder().encode(text).length > bytesMax;
}

/** Whether a text has more characters (code points) than that, as the contract counts them. */
export function hasMoreCharacters(text: string, charactersMax: number): boolean {
  if (text.length <= charactersMax) return false;
  return text.length > charactersMax * 2 || Array.from(text).length > charactersMax;
}
