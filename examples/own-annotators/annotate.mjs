import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { ASGGatewayClient } from '@asg/sdk';

const [textsFile, outFile] = process.argv.slice(2);
if (outFile === undefined) {
  console.error('usage: node annotate.mjs TEXTS.txt OUT.jsonl');
  process.exit(2);
}

const asg = new ASGGatewayClient();
const whole = await readFile(textsFile, 'utf8');
const texts = whole.split('\n').filter((line) => line.trim() !== '');
const idempotencyKey = `own-annotators-${createHash('sha256').update(whole).digest('hex')}`;
const { task_ids } = await asg.tasks.submitBatch(
  texts.map((text) => ({
    type: 'sentiment',
    data: { text },
    label_spec: { question: 'How is the mood?', options: ['good', 'bad'] },
    consensus_threshold: 2,
    crowd: 'own',
  })),
  { idempotencyKey },
);
const { link } = await asg.pool.invite({ uses_max: 10 });
console.error(`${texts.length} texts wait for your people: ${link}`);

const lines = [];
for (const [i, taskId] of task_ids.entries()) {
  const result = await asg.tasks.waitForResult(taskId, { until: 'decided', timeoutMs: 30 * 24 * 3_600_000 });
  const { consensus_label: label, agreement_count, worker_count } = result;
  lines.push(`${JSON.stringify({ text: texts[i], label, agreement_count, worker_count })}\n`);
}
await writeFile(outFile, lines.join(''));
console.error(`${lines.length} labels`);
