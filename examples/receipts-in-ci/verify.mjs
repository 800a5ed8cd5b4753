import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyReceipt } from '@asg/sdk';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node verify.mjs FOLDER');
  process.exit(2);
}

const labels = (await readFile(join(folder, 'labels.jsonl'), 'utf8'))
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const receipts = new Set(await readdir(join(folder, 'receipts')));
const problems = [];
for (const { task_id, data_url, label } of labels) {
  const name = `${task_id}.json`;
  if (!receipts.delete(name)) {
    problems.push(`${task_id}: there is no receipt for it`);
    continue;
  }
  const { ok, failed, steps } = verifyReceipt(await readFile(join(folder, 'receipts', name)), {
    expected: { taskId: task_id, dataUrl: data_url, consensusLabel: label },
  });
  if (!ok) problems.push(`${task_id}: ${failed}: ${steps.find(({ step }) => step === failed)?.detail}`);
}
for (const name of receipts) problems.push(`${name}: there is no label for it`);
for (const problem of problems) console.error(problem);
console.log(`${labels.length} labels, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
