/** Printable ASCII without a blank too many: it is its own fold. */
const plain = /^[!-~]+(?: [!-~]+)*$/;
/** An emoji, or several that zero-width joiners make one of; flags of regions are spelled with tags. */
const emoji =
  /\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?(?:(?<=\u{1f3f4})[\u{e0020}-\u{e007e}]+\u{e007f}|(?:\u200d\p{Extended_Pictographic}[\ufe0e\ufe0f]?\p{Emoji_Modifier}?)+)?|[0-9#*]\ufe0f?\u20e3/gu;
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const joiner = '\u200d';
const asText = '\ufe0e';
const asEmoji = '\ufe0f';

/** What a rule of options found: of each pair that is the same, the index of the later one. */
export interface OptionsFound {
  readonly repeated: readonly OptionPair[];
  /** They differ in case alone, and are accepted. */
  readonly alike: readonly OptionPair[];
}

export interface OptionPair {
  readonly first: number;
  readonly second: number;
}

const nothing: OptionsFound = { repeated: [], alike: [] };

/**
 * An option as people see it: composed (NFC), without invisible characters, its blanks folded to one. Emoji that look different stay
 * different: what joins them, and what chooses between text and picture, is kept where it does.
 */
export function seenOption(option: string): string {
  if (plain.test(option)) return option;
  let seen = '';
  let from = 0;
  for (const { 0: one, index } of option.matchAll(emoji)) {
    seen += option.slice(from, index).replace(invisible, '') + seenEmoji(one);
    from = index + one.length;
  }
  seen += option.slice(from).replace(invisible, '');
  return seen
    .normalize('NFC')
    .replace(/[\s\u0085]+/g, ' ')
    .trim();
}

/** Without selectors that change nothing: within a joined one, and where they ask for what is shown anyway. */
function seenEmoji(one: string): string {
  const bare = one.replaceAll(asEmoji, '').replaceAll(asText, '');
  if (bare.includes(joiner) || bare.endsWith('\u20e3')) return bare;
  const usual = /^\p{Emoji_Presentation}/u.test(one) || /\p{Emoji_Modifier}$/u.test(one) ? asEmoji : asText;
  return one.replaceAll(usual, '');
}

/** Options that look the same, and those that differ in case alone. */
export function lookAtOptions(options: readonly string[]): OptionsFound {
  const seen = options.map((option) => seenOption(option).toLowerCase());
  if (new Set(seen).size === options.length) return nothing;
  const repeated: OptionPair[] = [];
  const alike: OptionPair[] = [];
  const byCase = new Map<string, number>();
  const bySight = new Map<string, number>();
  for (const [second, option] of options.entries()) {
    const sight = seenOption(option);
    const same = bySight.get(sight);
    const other = byCase.get(seen[second] ?? '');
    if (same !== undefined) repeated.push({ first: same, second });
    else if (other !== undefined) alike.push({ first: other, second });
    if (same === undefined) bySight.set(sight, second);
    if (other === undefined) byCase.set(seen[second] ?? '', second);
  }
  return { repeated, alike };
}

const noticesMax = 20;

/** What is said about options that differ in case alone, which are accepted; the same of many tasks is said once. */
export function optionNotices(specs: Iterable<{ readonly options: readonly string[] }>): readonly string[] {
  const found = new Set<string>();
  for (const { options } of specs) {
    for (const { first, second } of lookAtOptions(options).alike) {
      const pair = `${JSON.stringify(options[first])} and ${JSON.stringify(options[second])}`;
      found.add(`label_spec.options: ${pair} differ in case alone`);
      if (found.size === noticesMax) return [...found];
    }
  }
  return [...found];
}
