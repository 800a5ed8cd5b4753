export * from './balance-figures.tsx';
export * from './statement.tsx';
