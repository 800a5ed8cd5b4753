/** ISO 3166-1 alpha-2, without places where nobody lives. */
const countryCodes =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

/** ISO 639-1, with regional forms where texts differ. */
const languageCodes =
  'af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr fr-ca ga gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mg mi mk ml mn mr ms mt my ne nl no ny or pa pl ps pt pt-br ro ru rw sd si sk sl sn so sq sr st su sv sw ta te tg th ti tk tr tt ug uk ur uz vi wo xh yi yo zh zh-tw zu';

export interface Named {
  readonly code: string;
  readonly name: string;
}

/** Codes with their names in `language`, in its alphabetical order. */
function named(codes: string, type: 'region' | 'language', language: string): readonly Named[] {
  const names = new Intl.DisplayNames([language], { type });
  const { compare } = new Intl.Collator(language);
  return codes
    .split(' ')
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => compare(a.name, b.name));
}

export const countries = (language: string): readonly Named[] => named(countryCodes, 'region', language);
export const languages = (language: string): readonly Named[] => named(languageCodes, 'language', language);

/** What the browser knows about the person: only a first guess for the form. */
export function guesses(tags: readonly string[]): { readonly country: string; readonly language: string } {
  const locale = tags.map(localeOf).find((found) => found !== null);
  const known = (codes: string, code = ''): string => (codes.split(' ').includes(code) ? code : '');
  return { country: known(countryCodes, locale?.region), language: known(languageCodes, locale?.language) };
}

/** Null for what is no language tag: browsers name some that are none, e.g. en-US@posix. */
function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
