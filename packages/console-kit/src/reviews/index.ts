export * from './ask-others.tsx';
export * from './make-gold.tsx';
export * from './review-card.tsx';
export * from './review-mark.tsx';
export * from './use-judge.ts';
export * from './verdict.tsx';
