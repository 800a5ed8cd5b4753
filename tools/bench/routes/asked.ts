const year = 'from=2026-01-01&to=2026-12-01';

/** What a route is asked, by its operation id, where it must be asked something or has more to do then. */
export const queries: Readonly<Record<string, string>> = {
  getStats: year,
  getResult: 'wait=0',
  listTasks: 'batch_id={batch_id}',
  getDistribution: 'batch_id={batch_id}',
  getAccuracy: 'batch_id={batch_id}',
};

const whole = 'it streams all there is';
const proof = 'it proves all there is';
const item = 'it fetches an item of another host';

/** Routes whose cost is no read of an answer, each with why. */
export const leftOut: Readonly<Record<string, string>> = {
  exportBatch: whole,
  exportTasks: whole,
  adminAudit: proof,
  adminAuditDecisions: proof,
  getItem: item,
  getTaskItem: item,
  adminGetTaskItem: item,
};
