/** test: mixed among tasks, unmarked. practice: workers learn its question by it, and are told the answer. */
export const goldUses = ['test', 'practice'] as const;
export type GoldUse = (typeof goldUses)[number];

export const goldStates = ['active', 'retired'] as const;
export type GoldState = (typeof goldStates)[number];

/** newest: added last first. misses: most often answered wrong first. */
export const goldSorts = ['newest', 'misses'] as const;
export type GoldSort = (typeof goldSorts)[number];

/** By whom it was given: by hand, as a row of a file of gold, as a line of a job, or from a task that was decided. */
export const goldSources = ['hand', 'file', 'job', 'task'] as const;
export type GoldSource = (typeof goldSources)[number];
