import { appPlace } from '@asg/ui';
import { writingIn } from '@asg/ui/writing';
import type { Catalogue } from './catalogue.ts';
import { catalogue as english } from './catalogues/en.ts';
import { directionOf, languageOf, localeOf, nameOf } from './languages.ts';
import { speaking } from './speaking.ts';

const storageKey = 'asg-language';

/** Each file there is a language, fetched by who reads it; English comes with the app. */
const others = import.meta.glob<Catalogue>(['./catalogues/*.ts', '!./catalogues/en.ts'], {
  import: 'catalogue',
});
const tags = ['en', ...Object.keys(others).map((file) => file.replace(/^.*\/|\.ts$/g, ''))].sort();

/** Every language of the app, with the name that its speakers have for it. */
export const languages: readonly { readonly tag: string; readonly name: string }[] = tags.map((tag) => ({
  tag,
  name: nameOf(tag),
}));

function chosen(): readonly string[] {
  try {
    const tag = localStorage.getItem(storageKey);
    return tag === null ? [] : [tag];
  } catch {
    return [];
  }
}

/** A language with its words; English as a whole where they cannot be fetched. */
async function spoken(wanted: string) {
  try {
    const words = await others[`./catalogues/${wanted}.ts`]?.();
    if (words !== undefined) return { language: wanted, words };
  } catch {}
  return { language: 'en', words: english };
}

const wanted = [...chosen(), ...navigator.languages];
const { language: own, words } = await spoken(languageOf(wanted, tags));

/** Of the app: the one that was chosen on this device, else the browser's, where there is a catalogue of it. */
export const language = own;
const direction = directionOf(language);
const locale = localeOf(language, navigator.languages);
document.documentElement.lang = language;
document.documentElement.dir = direction;
if (language !== 'en')
  document
    .querySelector('link[rel=manifest]')
    ?.setAttribute('href', `${appPlace()}manifest-${language}.webmanifest`);

export const messages = speaking(words, { locale, direction });

/** Numbers, money, dates and times, in the format of the language. */
export const { count: number, moment, day, money, month: monthName } = writingIn(locale, () => new Date());

const lists = new Intl.ListFormat(locale, { type: 'conjunction' });

/** Names in a row, the last with its "and". */
export const listed = (names: readonly string[]): string => lists.format(names);

/** Chooses the language of the app on this device, and loads the page anew in it; without storage nothing changes. */
export function speak(next: string): void {
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    return;
  }
  location.reload();
}
