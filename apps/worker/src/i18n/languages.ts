export type Direction = 'ltr' | 'rtl';

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Syrc', 'Thaa']);

/** How a language is written, e.g. `ar`. */
export function directionOf(tag: string): Direction {
  return rightToLeft.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** What its speakers call it. */
export function nameOf(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.replace(/^./u, (first) => first.toLocaleUpperCase(tag));
}

const baseOf = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';

/** The first of the wanted ones, e.g. de-AT, that is there, as it is or in another region; else English. */
export function languageOf(wanted: readonly string[], there: readonly string[]): string {
  for (const tag of wanted) {
    const found =
      there.find((one) => one.toLowerCase() === tag.toLowerCase()) ??
      there.find((one) => baseOf(one) === baseOf(tag));
    if (found !== undefined) return found;
  }
  return 'en';
}

/**
 * For numbers and dates: the browser's own locale where it is of the language, for its region's habits. Digits and the calendar
 * are always those of addresses, codes and receipts beside them.
 */
export function localeOf(language: string, wanted: readonly string[]): string {
  const own = wanted.find((tag) => baseOf(tag) === baseOf(language) && isLocale(tag)) ?? language;
  return new Intl.Locale(own, { numberingSystem: 'latn', calendar: 'gregory' }).toString();
}

function isLocale(tag: string): boolean {
  try {
    return new Intl.Locale(tag).language !== '';
  } catch {
    return false;
  }
}
