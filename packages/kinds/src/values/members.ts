import { isRecord } from '@asg/values/json';
import { type Parsed, parsed, quoted, refused } from './refusal.ts';

/** An object with no other members than these. */
export function parseMembers(
  json: unknown,
  field: string,
  allowed: readonly string[],
): Parsed<Readonly<Record<string, unknown>>> {
  if (!isRecord(json)) return refused(field, 'type', 'must be an object');
  for (const name in json)
    if (!allowed.includes(name)) return refused(field, 'unknown_member', `has no member ${quoted(name)}`);
  return parsed(json);
}
