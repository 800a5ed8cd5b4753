import type { Stage } from './stage.ts';

/** One promise: its sentence, and the story that shows it kept. */
export type Suite = Readonly<Record<string, (stage: Stage) => Promise<void>>>;
