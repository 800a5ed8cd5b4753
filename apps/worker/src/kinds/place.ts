const firstLetter = 'A'.codePointAt(0) ?? 0;

/** What an item is called, by where it stands: A for the first. */
export const letterAt = (index: number): string => String.fromCodePoint(firstLetter + index);

/** The same of a place as the server names it, from 1. */
export const letterOf = (place: string): string =>
  /^[1-9]$/.test(place) ? letterAt(Number(place) - 1) : place;
