/** The sign of the unit kelvin: the one letter beyond ASCII whose small form is in ASCII, a k. */
const noKelvin = /[^\u212a]+/g;

/** The form of an e-mail address under which it is unique. What is not ASCII never becomes somebody's who is. */
export function emailKey(email: string): string {
  return email.trim().replaceAll(noKelvin, (text) => text.toLowerCase());
}
