const dayMs = 86_400_000;

/** Every UTC day from the first to the last, YYYY-MM-DD. */
export function daysBetween(from: string, to: string): readonly string[] {
  const last = Date.parse(to);
  const days: string[] = [];
  for (let at = Date.parse(from); at <= last; at += dayMs) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The UTC day so many days before today. */
export const dayBefore = (days: number): string =>
  new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);
