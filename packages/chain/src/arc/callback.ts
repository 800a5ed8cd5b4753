import { fieldsOf } from '../exchange/fields.ts';
import { type ArcReport, reportOf } from './answers.ts';

/**
 * What an ARC callback (parsed JSON) says; null if it is none. A hint only: check its token first, and then ask `status`
 * about the transaction instead of believing it.
 */
export function parseArcCallback(body: unknown): ArcReport | null {
  const fields = fieldsOf(body);
  return fields === undefined ? null : reportOf(fields);
}
