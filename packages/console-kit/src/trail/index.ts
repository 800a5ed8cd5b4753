export * from './changes.ts';
export * from './entries.tsx';
export * from './log-page.tsx';
