/** Crockford's base 32: no I, L, O or U. https://www.crockford.com/base32.html */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const crockfordOnly = /^[0-9A-HJKMNP-TV-Z]+$/;

export function isCrockford(text: string, length: number): boolean {
  return text.length === length && crockfordOnly.test(text);
}
