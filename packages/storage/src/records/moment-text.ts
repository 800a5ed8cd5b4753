/** Digits of a moment in ms, so that texts sort as moments do. */
const momentDigits = 15;

export function momentText(ms: number): string {
  return String(ms).padStart(momentDigits, '0');
}
