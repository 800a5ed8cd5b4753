/** The engine that decides units of any kind of task: numbers alone, nothing of tasks. */
export * from './adaptive/arithmetic.ts';
export * from './adaptive/calibration.ts';
export * from './adaptive/gold.ts';
export * from './adaptive/information.ts';
export * from './adaptive/joining.ts';
export * from './adaptive/learning.ts';
export * from './adaptive/likelihood.ts';
export * from './adaptive/policy.ts';
export * from './adaptive/policy-comparison.ts';
export * from './adaptive/reliability.ts';
export * from './adaptive/statistics.ts';
export * from './adaptive/stop-rule.ts';
export * from './adaptive-defaults.ts';
export * from './predictions/echo.ts';
export * from './predictions/matrix.ts';
export * from './predictions/predictor.ts';
export * from './threshold.ts';
