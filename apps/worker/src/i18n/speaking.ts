import { IntlMessageFormat } from 'intl-messageformat';
import type { Messages } from './catalogue.ts';
import type { Direction } from './languages.ts';

/** One kind of direction within the other: set apart, so that neither turns the other's words around. */
const foreign: Readonly<Record<Direction, RegExp>> = {
  ltr: /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u,
  rtl: /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Number}]/u,
};
const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

interface Voice {
  /** For numbers and plurals. */
  readonly locale: string;
  readonly direction: Direction;
}

/** A catalogue made ready to be used: texts with values become functions, parsed when they are first needed. */
export function speaking(catalogue: unknown, voice: Voice): Messages {
  return said(catalogue, voice) as Messages;
}

function said(node: unknown, voice: Voice): unknown {
  if (typeof node === 'string') return node.includes('{') ? formatter(node, voice) : node;
  if (isParsed(node)) return formatter(node.icu, voice);
  if (Array.isArray(node)) return node.map((each) => said(each, voice));
  const entries = Object.entries(node as object);
  const text = textOf(node as object);
  if (text !== null) return said(text, voice);
  return Object.fromEntries(entries.map(([key, each]) => [key, said(each, voice)]));
}

/** Of a text with a mark, as it stands there; null: it is none. */
export function textOf(node: object): unknown {
  if ('unread' in node) return node.unread;
  return 'text' in node && ('matter' in node || 'readBy' in node) ? node.text : null;
}

type Values = Readonly<Record<string, string | number>>;

/** A message as the build leaves it, so that the app comes without a parser. */
interface Parsed {
  readonly icu: ReturnType<IntlMessageFormat['getAst']>;
}

const isParsed = (node: unknown): node is Parsed =>
  typeof node === 'object' && node !== null && 'icu' in node && Array.isArray(node.icu);

function formatter(text: string | Parsed['icu'], { locale, direction }: Voice): (values: Values) => string {
  let format: IntlMessageFormat | undefined;
  const apart = (value: string | number): string | number =>
    typeof value === 'string' && foreign[direction].test(value)
      ? `${firstStrongIsolate}${value}${popIsolate}`
      : value;
  return (values) => {
    format ??= new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    const set = Object.entries(values).map(([name, value]) => [name, apart(value)]);
    return String(format.format(Object.fromEntries(set)));
  };
}
