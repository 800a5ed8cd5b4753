/** Properties whose four values are top, right, bottom and left. */
const fourSided = /^(margin|padding|inset|border-width|border-style|border-color|scroll-(margin|padding))$/;
const sidedName = /(^|-)(left|right)(-|$)/;
const sidedValue = /\b(left|right)\b|translateX\(|translate3d\(/;

/** Declarations that hold in one direction of writing alone: each with its line. */
export function sidesOf(file: string, css: string): readonly string[] {
  return css.split('\n').flatMap((text, index) => {
    const [, name, value] = /^\s*([a-z-]+):\s*(.+?);?\s*$/.exec(text) ?? [];
    if (name === undefined || value === undefined || name.startsWith('--')) return [];
    return isSided(name, value) ? [`${file}:${index + 1}: ${name}: ${value}`] : [];
  });
}

function isSided(name: string, value: string): boolean {
  if (sidedName.test(name) || sidedValue.test(value)) return true;
  const parts = value.match(/(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g) ?? [];
  if (parts.length !== 4) return false;
  const [first, second, third, fourth] = parts;
  if (name === 'border-radius') return first !== second || third !== fourth;
  return fourSided.test(name) && second !== fourth;
}
