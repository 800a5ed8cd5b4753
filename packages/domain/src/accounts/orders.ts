/** What the operator sorts workers by. linked: accounts that are taken for one person's, each group once. */
export const workerOrders = ['trust', 'labels', 'seen', 'held', 'linked'] as const;
export type WorkerOrder = (typeof workerOrders)[number];

/** What the operator sorts customers' money by. */
export const moneyOrders = ['free', 'reserved', 'spent', 'refunded'] as const;
export type MoneyOrder = (typeof moneyOrders)[number];
