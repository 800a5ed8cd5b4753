import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ASGGatewayClient } from '@asg/sdk';

const [pairsFile, outFile] = process.argv.slice(2);
if (outFile === undefined) {
  console.error('usage: node preferences.mjs PAIRS.jsonl OUT.jsonl');
  process.exit(2);
}

const asg = new ASGGatewayClient();
const text = await readFile(pairsFile, 'utf8');
const tasks = text
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const { prompt, answers } = JSON.parse(line);
    return {
      type: 'comparison',
      data: { text: prompt },
      items: Object.entries(answers).map(([id, answer]) => ({ id, data: { text: answer } })),
      label_spec: { question: 'Which answer is better?' },
    };
  });

// The same file is the same batch, however often this is started.
const idempotencyKey = `preferences-${createHash('sha256').update(text).digest('hex')}`;
const { batch_id } = await asg.tasks.submitBatch(tasks, { idempotencyKey });
console.error(`${batch_id}: ${tasks.length} comparisons`);
const { counts } = await asg.batches.wait(batch_id, { timeoutMs: 30 * 24 * 3_600_000 });
console.error(`${counts.settled} are decided, ${counts.expired} are not`);

const preferences = await asg.batches.export(batch_id, { format: 'preferences' });
await pipeline(Readable.fromWeb(preferences), createWriteStream(outFile));
for (const { rank, item, score, low, high } of (await asg.batches.ranking(batch_id)).data)
  console.error(`${rank}. ${item}: ${score.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`);
