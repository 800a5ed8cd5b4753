import type { AppealKind } from '../names.ts';

interface Subjects {
  readonly gold_miss: { readonly taskId: string };
  readonly suspension: { readonly sinceMs: number; readonly reason: string };
}

/** What a worker contests: the gold task, or the suspension by its beginning. */
export type AppealSubject = { [K in AppealKind]: { readonly kind: K } & Subjects[K] }[AppealKind];

/** Each subject of a worker is contested once: the key that it is known by. */
export function appealSubjectKey(about: AppealSubject): string {
  switch (about.kind) {
    case 'gold_miss':
      return about.taskId;
    case 'suspension':
      return `suspension ${about.sinceMs}`;
  }
}
