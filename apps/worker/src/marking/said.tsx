import type { Said } from './use-board.ts';

/** What happened to a mark, read out. */
export const Announced = ({ said: { text, place } }: { readonly said: Said }) => (
  <p className="ui-visually-hidden" role="status">
    <span key={place}>{text}</span>
  </p>
);
