/** The form of an e-mail address under which it is unique. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
