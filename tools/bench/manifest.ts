import { createWriteStream } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startRefinery, TestApi } from '@asg/testing';
import { Upload } from '@aws-sdk/lib-storage';
import { startS3Server } from '../../tests/s3-server.ts';

/**
 * A manifest of so many lines (default 1,000,000) from an S3-compatible server, with a kill -9 in the middle: exactly so many
 * tasks, and the most memory that the server took, the export included. `npm run bench:manifest [-- lines [ground_truth]]`.
 */
const lineCount = Number(process.argv[2] ?? 1_000_000);
const isGroundTruth = process.argv[3] === 'ground_truth';
const memoryMiBMax = 300;
const pauseMs = 200;
const newline = 0x0a;

function* manifest(): Generator<string> {
  for (let i = 1; i <= lineCount; i++) {
    yield isGroundTruth
      ? `{"source-ref":"s3://images/${i}.jpg","row":${i},"earlier":3,"earlier-metadata":{"job-name":"labeling-job/earlier"}}\n`
      : `{"data_url":"https://example.com/images/${i}.jpg","metadata":{"row":${i}}}\n`;
  }
}

/** The most memory the process has had, MiB. */
async function peakMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

const file = join(tmpdir(), `asg-manifest-${process.pid}.jsonl`);
await pipeline(Readable.from(manifest()), createWriteStream(file));
await using s3 = await startS3Server();
const handle = await open(file);
const Body = handle.createReadStream();
await new Upload({ client: s3.client, params: { Bucket: s3.bucket, Key: 'large.jsonl', Body } }).done();
await rm(file);

const env = { SANDBOX_LABEL_QUOTA: String(2 * lineCount) };
await using refinery = await startRefinery({ env });
const api = new TestApi(refinery.url);
const { api_key: token } = await api.registerCustomer({ name: 'Bench', email: 'bench@example.com' });
const startMs = Date.now();
const { job_id } = await api.json<{ job_id: string }>({
  method: 'POST',
  path: '/v1/jobs',
  token,
  body: {
    manifest_url: `s3://${s3.bucket}/large.jsonl`,
    label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
    task_type: 'image_classification',
    credentials: s3.credentials,
  },
});

let peak = 0;
async function until(isWanted: (job: { status: string; lines_total: number }) => boolean) {
  for (;;) {
    const job = await api.json<{ status: string; lines_total: number; lines_accepted: number }>({
      method: 'GET',
      path: `/v1/jobs/${job_id}`,
      token,
    });
    peak = Math.max(peak, await peakMiB(refinery.pid));
    if (isWanted(job)) return job;
    if (job.status === 'failed') throw new Error(JSON.stringify(job));
    await new Promise((resolve) => {
      setTimeout(resolve, pauseMs);
    });
  }
}

const half = await until((job) => job.lines_total >= lineCount / 2);
await refinery.kill('SIGKILL');
await refinery.start();
const job = await until(({ status }) => status === 'labeling');
const seconds = (Date.now() - startMs) / 1000;
const { label_quota } = await api.json<{ label_quota: number }>({
  method: 'GET',
  path: '/v1/customers/me',
  token,
});
const ingestPeak = peak;
const format = isGroundTruth ? 'ground_truth' : 'jsonl';
const exported = await fetch(`${refinery.url}/v1/jobs/${job_id}/export?partial=true&format=${format}`, {
  headers: { authorization: `Bearer ${token}` },
});
let exportedLines = 0;
for await (const bytes of exported.body!) {
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) exportedLines++;
}
peak = Math.max(peak, await peakMiB(refinery.pid));
const exportSeconds = (Date.now() - startMs) / 1000 - seconds;
const tasks = 2 * lineCount - label_quota;
console.log(
  `${job.lines_accepted} lines accepted, ${tasks} tasks, killed at ${half.lines_total}, ${seconds.toFixed(1)} s; ${exportedLines} lines exported, ${exportSeconds.toFixed(1)} s; peak memory ${ingestPeak} MiB, with the export ${peak} MiB`,
);
const isExact = [tasks, job.lines_accepted, exportedLines].every((count) => count === lineCount);
if (!isExact || peak >= memoryMiBMax) process.exitCode = 1;
