import type { catalogue as english } from './catalogues/en.ts';
import type { Marked } from './marked.ts';

/** Its translation: not read yet, or by whom and when, e.g. `Ana Lima, 2027-01-31`. */
type Reviewed = { readonly unread: string } | { readonly text: string; readonly readBy: string };

type Translated<T> = T extends string
  ? string
  : T extends Marked
    ? Reviewed
    : { readonly [Key in keyof T]: Translated<T[Key]> };

/** What a language says: every message that English has, lists as long as there. One that misses a message or a mark does not compile. */
export type Catalogue = Translated<typeof english>;

type Branch = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The values of a message, by the names in its braces; a brace after a plural's category opens words, not a value. */
type ValuesOf<T extends string, Found = unknown> = T extends `${infer Before}{${infer After}`
  ? Before extends `${string} ${Branch} `
    ? ValuesOf<After, Found>
    : After extends `${infer Head}}${string}`
      ? ValuesOf<
          After,
          Found &
            (Head extends `${infer Name},${string}`
              ? { readonly [Key in Name]: number }
              : { readonly [Key in Head]: string })
        >
      : never
  : Found;

/** What English says where these values are put in; a text where there are none. */
type Message<T extends string> = unknown extends ValuesOf<T> ? string : (values: ValuesOf<T>) => string;

type Spoken<T> = T extends string
  ? Message<T>
  : T extends Marked<infer Text>
    ? Message<Text>
    : { readonly [Key in keyof T]: Spoken<T[Key]> };

/** The messages as the app uses them: `messages.units.sats({ n: 3 })`. Missing and misnamed values do not compile. */
export type Messages = Spoken<typeof english>;
