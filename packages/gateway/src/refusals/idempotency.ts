import { type Refusal, refuseFields } from './refusal.ts';

/** The caller's own name for what they send, from the body or the header; null: none. Where both say one, they say the same. */
export function idempotencyKeyOf(
  { idempotency_key: ofBody }: { readonly idempotency_key?: string | null },
  headers: { readonly 'idempotency-key'?: string },
): string | null | Refusal {
  const ofHeader = headers['idempotency-key'];
  if (ofHeader !== undefined && ofBody != null && ofBody !== ofHeader)
    return refuseFields([
      {
        field: 'idempotency_key',
        constraint: 'equal',
        message: 'idempotency_key must be equal to the header Idempotency-Key where both are given',
      },
    ]);
  return ofHeader ?? ofBody ?? null;
}
