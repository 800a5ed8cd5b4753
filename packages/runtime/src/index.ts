export * from './clock.ts';
export * from './ids.ts';
export * from './logger.ts';
export * from './loop.ts';
export * from './metrics.ts';
export * from './random.ts';
export * from './sealing.ts';
export * from './signal-board.ts';
