import type { Stage } from './stage.ts';

/** Tests of the storage contract, by title. */
export type Suite = Readonly<Record<string, (stage: Stage) => Promise<void>>>;
