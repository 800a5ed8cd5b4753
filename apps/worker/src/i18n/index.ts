import { en, type Messages } from './en.ts';

const catalogues: Readonly<Record<string, Messages>> = { en };
const wanted = navigator.languages.map((tag) => tag.split('-', 1)[0]!.toLowerCase());

/** The language of the app: the first of the browser's that has a catalogue, else English. */
export const language = wanted.find((tag) => catalogues[tag] !== undefined) ?? 'en';
export const messages: Messages = catalogues[language] ?? en;

/** Date and time in the format of the language. */
export const moment = (iso: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

export const day = (iso: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(iso));
