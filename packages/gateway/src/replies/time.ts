import { isUtcDate } from '@asg/domain';
import type { ErrorDetail } from '@asg/wire';

/** RFC 3339, UTC, milliseconds. */
export function rfc3339(ms: number): string {
  return new Date(ms).toISOString();
}

export function rfc3339OrNull(ms: number | null): string | null {
  return ms === null ? null : rfc3339(ms);
}

/** A moment in Unix ms; null: not given. Its form is checked already, but not whether there is such a day. */
export function momentOf(
  field: string,
  text: string | undefined,
): { ok: true; ms: number | null } | { ok: false; detail: ErrorDetail } {
  if (text === undefined) return { ok: true, ms: null };
  const ms = Date.parse(text);
  if (Number.isFinite(ms) && isUtcDate(text.slice(0, 10))) return { ok: true, ms };
  return {
    ok: false,
    detail: { field, constraint: 'date-time', message: `${field} must be a date and time that exists` },
  };
}
