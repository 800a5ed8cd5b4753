import { en, type Words } from './en.ts';

const dictionaries: Readonly<Record<string, Words>> = { en };
const wanted = navigator.languages.map((tag) => tag.split('-', 1)[0]!.toLowerCase());

/** The language that the app speaks: the first of the browser's that there is a dictionary for. */
export const language = wanted.find((tag) => dictionaries[tag] !== undefined) ?? 'en';
export const words: Words = dictionaries[language] ?? en;

/** A moment as people here write it, with the time of day. */
export const moment = (iso: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

export const day = (iso: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(iso));
