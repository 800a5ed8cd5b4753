import type { en } from './en.ts';

type Translated<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Translated<T[Key]> };

/** What a language says: every message that English has, lists as long as there. One that misses a message does not compile. */
export type Messages = Translated<typeof en>;
