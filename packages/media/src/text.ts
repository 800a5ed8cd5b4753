import { TextDecoder } from 'node:util';

const typeMax = 200;
/** Tab, line feed, vertical tab, form feed, carriage return, escape: the control characters that texts have. */
const textControls: ReadonlySet<number> = new Set([9, 10, 11, 12, 13, 27]);
const firstPrintable = 32;
const surrogateMask = 0xfc00;
/** The first half of a character that takes two places in a string. */
const highSurrogate = 0xd800;

/** Names that hosts and databases use and the Encoding standard does not, without dashes and underscores. */
const commonNames: Readonly<Record<string, string>> = {
  ansi: 'windows-1252',
  cp65001: 'utf-8',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  latin1: 'windows-1252',
  macroman: 'macintosh',
  ms1252: 'windows-1252',
  uhc: 'euc-kr',
  utf8mb3: 'utf-8',
  utf8mb4: 'utf-8',
  utf8sig: 'utf-8',
};

const marks: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The text that the bytes are, or why they are none, for people. */
export type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/**
 * A byte order mark goes before the charset of the declared Content-Type, and that before UTF-8; a charset that nobody knows, or
 * that the bytes are not in, is passed over where they are UTF-8. No character is ever replaced.
 */
export function readText(bytes: Uint8Array, declared: string | null): ReadText {
  const marked = marks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))?.[0];
  const named = decoderOf(marked ?? charsetIn(declared));
  const text = (named === null ? null : decoded(named, bytes)) ?? decoded(utf8, bytes);
  if (text === null) return { ok: false, reason: 'it is neither a picture nor text in UTF-8' };
  return isPrintable(text) ? { ok: true, text } : { ok: false, reason: 'it is neither a picture nor text' };
}

/** How many characters a text has, as Unicode counts them: no half of a pair is in what was decoded. */
export function codePointsOf(text: string): number {
  let found = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & surrogateMask) === highSurrogate) found--;
  return found;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const charsetIn = (declared: string | null): string =>
  /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec((declared ?? '').slice(0, typeMax))?.[1] ?? 'utf-8';

/** By its name, as it is or spelt in another way; null: nobody knows it. */
function decoderOf(charset: string): TextDecoder | null {
  const name = charset.toLowerCase();
  const common = commonNames[name.replaceAll(/[-_]/g, '')];
  for (const label of [name, name.replaceAll('_', '-'), common]) {
    if (label === undefined) continue;
    try {
      return new TextDecoder(label, { fatal: true });
    } catch {
      // Not its name in the standard.
    }
  }
  return null;
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function isPrintable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < firstPrintable && !textControls.has(code)) return false;
  }
  return true;
}
