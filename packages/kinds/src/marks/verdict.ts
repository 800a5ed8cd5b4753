import { at } from '@asg/values/present';

/** How a kind tells values apart where a verdict is taken. */
interface Likeness<Value> {
  readonly canonical: (value: Value) => string;
  readonly distance: (one: Value, other: Value) => number;
  readonly isNone: (value: Value) => boolean;
}

/**
 * The verdict where what the marks amount to pays nobody, so that somebody is paid: of the values that were given the nearest to it;
 * of equally near ones the nearest to all the others, then as drawn from all of them, so that nobody can mark what wins. That there is
 * nothing is said only where most say so.
 */
export function likeliestValue<Value>(
  values: readonly Value[],
  byMarks: Value,
  { canonical, distance, isNone }: Likeness<Value>,
): Value {
  const none = values.filter(isNone).length;
  const isNothing = 2 * none > values.length;
  const fitting = values.filter((value) => isNone(value) === isNothing);
  const candidates = (fitting.length > 0 ? fitting : values)
    .map((value) => ({ value, text: canonical(value), far: distance(value, byMarks) }))
    .sort((one, other) => one.far - other.far || (one.text < other.text ? -1 : 1));
  const nearest = candidates.filter(({ far }) => far === at(candidates, 0).far);
  if (nearest.length === 1) return at(nearest, 0).value;
  const lot = mixed(hashStart, values.map(canonical).sort().join('\n'));
  const ranked = nearest
    .map((one) => ({
      ...one,
      all: values.reduce((sum, value) => sum + distance(one.value, value), 0),
      lot: mixed(lot, one.text),
    }))
    .sort((one, other) => one.all - other.all || one.lot - other.lot || (one.text < other.text ? -1 : 1));
  return at(ranked, 0).value;
}

/** FNV-1a, of 32 bits. */
const [hashStart, hashPrime] = [0x811c9dc5, 0x01000193];

function mixed(hash: number, text: string): number {
  let found = hash;
  for (let i = 0; i < text.length; i++) found = Math.imul(found ^ text.charCodeAt(i), hashPrime);
  return found >>> 0;
}
