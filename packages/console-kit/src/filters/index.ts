export * from './chips.tsx';
export * from './filter.ts';
export * from './filters.tsx';
export * from './looked-at.tsx';
