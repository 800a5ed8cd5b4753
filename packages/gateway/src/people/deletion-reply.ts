import type { Departure } from '@asg/domain';
import { rfc3339 } from '../replies/time.ts';

/** Null: they did not ask to leave. */
export function deletionReply({ leaving }: Departure) {
  if (leaving === undefined) return null;
  return { asked_at: rfc3339(leaving.askedAtMs), erased_from: rfc3339(leaving.dueAtMs) };
}
