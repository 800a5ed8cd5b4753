import type { Tier } from '@asg/domain';
import type { SubmitResult } from '@asg/engines';
import { fundsRefusal } from '../refusals/funds-refusal.ts';
import { type Refusal, refuse, refuseFields } from '../refusals/refusal.ts';

/** Why a submission was turned down. */
export function submitRefusal(result: Exclude<SubmitResult, { kind: 'accepted' }>, tier: Tier): Refusal {
  switch (result.kind) {
    case 'invalid':
      return refuseFields(result.violations);
    case 'quota_exhausted':
      return refuse('quota_exhausted');
    case 'funds_short':
    case 'day_limit':
      return fundsRefusal(result, tier);
    case 'idempotency_conflict': {
      if (result.index === null) return refuse('idempotency_conflict');
      const field = `tasks.${result.index}.idempotency_key`;
      const message = `${field} was already used with another body`;
      return refuse('idempotency_conflict', { details: [{ field, constraint: 'idempotency', message }] });
    }
  }
}
