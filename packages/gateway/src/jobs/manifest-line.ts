import type { LineCheck } from '@asg/jobs';
import { isRecord } from '@asg/values/json';
import { manifestLine } from '@asg/wire';
import { checkOf } from '../validation/validation.ts';

/** The check of a manifest's lines, with the schema that is published and the messages of the API. */
export function manifestLineCheck(): LineCheck {
  const check = checkOf(manifestLine);
  return (value) => {
    if (!isRecord(value)) return { ok: false, reason: 'the line must be a JSON object' };
    const found = check(value);
    return found.ok ? { ok: true, line: found.value } : { ok: false, reason: found.refusal.message };
  };
}
