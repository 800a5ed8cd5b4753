/** What the policy is where the customer says nothing of it. */
export const adaptiveDefaults = { targetConfidence: 0.95, minLabels: 2, maxLabels: 10 } as const;

/** Models of a customer that can say something of one task. */
export const predictionsMax = 8;
