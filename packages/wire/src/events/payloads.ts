/** What is sent of an event, to webhooks and on the stream. */
export const payloads =
  'A task’s: `{event, task_id, consensus_label, confidence, bsv_txid, settled_at, timestamp}`, and `reason` where it expired for one. That of job.completed: `{event, job_id, status, lines_total, lines_accepted, lines_rejected, tasks_settled, tasks_expired, cost_sats, completed_at, timestamp}`, counted when the job became completed. That of balance.low: `{event, customer_id, available_sats, balance_low_sats, timestamp}`, as the balance was when it became low';
