import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ASGGatewayClient } from '@asg/sdk';

const [batchId, folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node fetch.mjs BATCH_ID FOLDER');
  process.exit(2);
}

const asg = new ASGGatewayClient();
await mkdir(join(folder, 'receipts'), { recursive: true });
const lines = [];
for await (const { task_id, data_url, decision } of asg.tasks.list({
  batch_id: batchId,
  status: 'settled',
})) {
  // Byte for byte as the server wrote it.
  await writeFile(join(folder, 'receipts', `${task_id}.json`), await asg.tasks.receiptText(task_id));
  lines.push(`${JSON.stringify({ task_id, data_url, label: decision.consensus_label })}\n`);
}
await writeFile(join(folder, 'labels.jsonl'), lines.sort().join(''));
console.log(`${lines.length} labels with their receipts`);
