/** What a customer says of a label, and what lists ask of it. */
export const reviewVerdicts = ['accepted', 'corrected'] as const;
export type ReviewVerdict = (typeof reviewVerdicts)[number];
export const reviewFilters = ['none', ...reviewVerdicts] as const;
export type ReviewFilter = (typeof reviewFilters)[number];
export const reviewed = ['task.reviewed'] as const;
