import { namesIn } from '@asg/domain/names';
import type { Messages } from './catalogue.ts';
import { en } from './en.ts';

/**
 * The languages of the app, by their tag. English comes with the app, another one is fetched by who reads it, while the app waits:
 * so such a catalogue imports nothing but types.
 */
const catalogues = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
} as const satisfies Readonly<Record<string, () => Promise<Messages>>>;

export type Language = keyof typeof catalogues;

/** Each language with the name that its speakers have for it. */
export const languageNames: readonly { readonly tag: Language; readonly name: string }[] = namesIn(
  catalogues,
).map((tag) => ({ tag, name: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag }));

/** The first of the wanted ones, e.g. de-AT, that the app has, whatever the region; else English. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.split('-', 1)[0]?.toLowerCase();
    const found = namesIn(catalogues).find((name) => name === language);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** A language with its messages; English as a whole where they cannot be fetched. */
export async function spoken(
  wanted: Language,
): Promise<{ readonly language: Language; readonly messages: Messages }> {
  try {
    return { language: wanted, messages: await catalogues[wanted]() };
  } catch {
    return { language: 'en', messages: en };
  }
}
