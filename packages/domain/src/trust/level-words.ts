import type { TrustLevel } from '../names.ts';

/** What a worker is told of their level, and the operator of that worker: one wording, which other languages translate. */
export const levelWords = {
  new: { name: 'New', reason: 'Little is known about your work yet. A few more labels, and you rise.' },
  fair: {
    name: 'Fair',
    reason:
      'Some of your answers differ from those that were found right. The more agree, the more items you get.',
  },
  reliable: {
    name: 'Reliable',
    reason: 'Your answers agree with the others. You are offered items early.',
  },
  trusted: {
    name: 'Trusted',
    reason: 'You are among those whose answers are relied on most. You are offered items first.',
  },
} as const satisfies Readonly<
  Record<Exclude<TrustLevel, 'review'>, { readonly name: string; readonly reason: string }>
>;

/** The level that workers of this one are told: who gets gold alone must not know it. */
export const toldLevel = (level: TrustLevel): keyof typeof levelWords =>
  level === 'review' ? 'fair' : level;
