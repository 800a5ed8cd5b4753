import type { TrailAction } from '@asg/domain/names';

/** What an operation enters into a trail when it was done. */
export type TrailRule =
  /** Nothing, and why. */
  | { readonly none: string }
  | {
      readonly action: TrailAction;
      /**
       * Whose trail: the caller's organisation or account, the house's, or that of whom the path names. `told`: who it was shows while it is
       * done, and the handler tells (`tellTrail`); `told_if_done`: or it tells nothing, and nothing is entered.
       */
      readonly of: 'caller' | 'house' | 'told' | 'told_if_done' | { readonly param: string };
      /** What is changed: a parameter of the path, or a field of the answer. */
      readonly object?: { readonly param: string } | { readonly answer: string };
      /** Fields of the body that are kept as they are: numbers, names of closed sets. */
      readonly kept?: readonly string[];
      /** Fields of the body that people typed: kept so that they can be erased. Nothing secret. */
      readonly typed?: readonly string[];
      /** It takes long or stores a record of its own first: nothing is entered before it is done. */
      readonly late?: true;
    };
