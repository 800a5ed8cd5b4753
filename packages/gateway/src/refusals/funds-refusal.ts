import type { FundsRefusal, Tier } from '@asg/domain';
import { type Refusal, refuse } from './refusal.ts';

/** A submission that the money does not cover: of a sandbox account's allowance, or of a balance. */
export function fundsRefusal(refusal: FundsRefusal, tier: Tier): Refusal {
  const message = messageOf(refusal, tier);
  const constraint = refusal.kind;
  if (tier === 'sandbox')
    return refuse('quota_exhausted', { details: [{ field: 'label_quota', constraint, message }] });
  const extra = refusal.kind === 'funds_short' ? { missing_sats: refusal.missingSats } : {};
  return refuse('insufficient_funds', { details: [{ field: 'balance', constraint, message }], extra });
}

function messageOf(refusal: FundsRefusal, tier: Tier): string {
  switch (refusal.kind) {
    case 'day_limit': {
      const whose = refusal.whose === 'customer' ? 'your limit' : 'the limit of all sandbox accounts';
      return `${whose} for ${refusal.date} (UTC) has ${refusal.leftSats} satoshis left, less than this can cost: try again tomorrow`;
    }
    case 'funds_short': {
      const { freeSats, missingSats } = refusal;
      const needed = `this can cost ${freeSats + missingSats} satoshis`;
      return tier === 'sandbox'
        ? `${needed}, and the allowance of this sandbox account has ${freeSats} left`
        : `${needed}, and ${freeSats} are free: ${missingSats} are missing`;
    }
  }
}
