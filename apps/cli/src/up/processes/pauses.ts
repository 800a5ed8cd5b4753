const firstMs = 500;
const longestMs = 30_000;
/** Who ran so long begins anew with the shortest pause, ms. */
export const steadyMs = 60_000;

/** Before a process is started again that has ended so often in a row. */
export const pauseMs = (failures: number): number => Math.min(longestMs, firstMs * 2 ** failures);
