/** What a text is about if a native reader is to see its translation before it is relied on. */
type Matter = 'pay' | 'rights' | 'suspension';

/** An English text of that kind. */
export interface Marked<T extends string = string> {
  readonly matter: Matter;
  readonly text: T;
}
