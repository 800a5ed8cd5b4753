/** What a worker typed as their wallet, as the API takes it. */
export type Payee = { readonly address: string } | { readonly paymail: string };

/** A paymail has an @, a $handle a dollar sign; all else is taken for an address. Null: nothing was typed. */
export function payeeOf(typed: string): Payee | null {
  const text = typed.trim();
  if (text === '') return null;
  return text.includes('@') || text.startsWith('$') ? { paymail: text } : { address: text };
}
