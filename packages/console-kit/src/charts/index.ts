export * from './daily-chart.tsx';
export * from './days.ts';
export * from './frame.tsx';
export * from './time-chart.tsx';
