/** Who does something: what trail entries name, and what rules on roles ask. */
export type Actor =
  /** A program of a customer's. */
  | { readonly kind: 'key'; readonly keyId: string }
  /** A person of the Console, for the organisation of the request. */
  | { readonly kind: 'member'; readonly personId: string }
  | { readonly kind: 'worker'; readonly workerId: string }
  /** Null: whoever has the machine's token. */
  | { readonly kind: 'operator'; readonly personId: string | null }
  | { readonly kind: 'system' };
