import { languageOf, spoken } from './languages.ts';

/** Of the app: the browser's, where there is a catalogue of it. */
export const { language, messages } = await spoken(languageOf(navigator.languages));
document.documentElement.lang = language;

const whole = new Intl.NumberFormat(language);
const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const days = new Intl.DateTimeFormat(language, { dateStyle: 'long' });

/** A whole number, date and time, and a date, in the format of the language. */
export const number = (n: number): string => whole.format(n);
export const moment = (iso: string): string => moments.format(new Date(iso));
export const day = (iso: string): string => days.format(new Date(iso));
