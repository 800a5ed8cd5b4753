import { type Language, languageOf, spoken } from './languages.ts';

const storageKey = 'asg-language';

function chosen(): readonly string[] {
  try {
    const tag = localStorage.getItem(storageKey);
    return tag === null ? [] : [tag];
  } catch {
    return [];
  }
}

/** Of the app: the one that was chosen on this device, else the browser's, where there is a catalogue of it. */
export const { language, messages } = await spoken(languageOf([...chosen(), ...navigator.languages]));
document.documentElement.lang = language;

const whole = new Intl.NumberFormat(language);
const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const days = new Intl.DateTimeFormat(language, { dateStyle: 'long' });

/** A whole number, date and time, and a date, in the format of the language. */
export const number = (n: number): string => whole.format(n);
export const moment = (iso: string): string => moments.format(new Date(iso));
export const day = (iso: string): string => days.format(new Date(iso));

/** Chooses the language of the app on this device, and loads the page anew in it; without storage nothing changes. */
export function speak(next: Language): void {
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    return;
  }
  location.reload();
}
