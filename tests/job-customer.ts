import assert from 'node:assert/strict';
import { patienceMs, TestApi } from '@asg/testing';

type Job = { status: string; note: string | null } & Record<string, number>;

/** A customer of a server, and the job that is asked for until it says what is wanted. */
export async function jobCustomer(url: string) {
  const api = new TestApi(url);
  const { api_key: token } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
  const call = async <T>(method: 'GET' | 'POST', path: string, body?: object) =>
    (await api.send({ method, path, token, ...(body === undefined ? {} : { body }) })).body as T;
  const until = async (path: string, isWanted: (job: Job) => boolean): Promise<Job> => {
    for (const deadline = Date.now() + patienceMs; ; ) {
      const job = await call<Job>('GET', path);
      if (isWanted(job)) return job;
      assert.ok(Date.now() < deadline && job.status !== 'failed', JSON.stringify(job));
    }
  };
  return { api, token, call, until };
}

/** What a job of the tests asks for. */
export const jobOrder = {
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  task_type: 'image_classification',
} as const;

const goodCount = 10_000;
const isBad = (i: number) => i % 1_001 === 500;

/** 10,000 lines that are tasks and 10 that are none. */
export const mixedManifest = `${Array.from({ length: goodCount + 10 }, (_, i) =>
  isBad(i) ? 'nonsense' : JSON.stringify({ data_url: `https://example.com/${i}.jpg`, metadata: { i } }),
).join('\n')}\n`;

/** The server is killed (`kill -9`) while it reads the mixed manifest, and started again: each line is one task, or one error. */
export async function survivesKill(
  refinery: { kill(signal: 'SIGKILL'): Promise<unknown>; start(): Promise<void> },
  { call, until }: Awaited<ReturnType<typeof jobCustomer>>,
  manifest: object,
): Promise<string> {
  const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', { ...jobOrder, ...manifest });
  const path = `/v1/jobs/${job_id}`;
  const seen = await until(path, (job) => job.lines_total! > 0);
  await refinery.kill('SIGKILL');
  assert.ok(seen.lines_total! < goodCount, 'it was killed in the middle');
  await refinery.start();
  const job = await until(path, ({ status }) => status === 'labeling');
  assert.deepEqual(
    [job.lines_total, job.lines_accepted, job.lines_rejected],
    [goodCount + 10, goodCount, 10],
  );
  const me = await call<{ label_quota: number }>('GET', '/v1/customers/me');
  assert.equal(me.label_quota, goodCount);
  const rows = (await call<string>('GET', `${path}/export?partial=true`))
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row));
  assert.equal(new Set(rows.map((row) => row.task_id)).size, goodCount);
  assert.ok(rows.every((row) => row.metadata.i === row.line - 1));
  const errors = await call<{ data: readonly { line: number }[] }>('GET', `${path}/errors?limit=100`);
  assert.deepEqual(
    errors.data.map(({ line }) => line),
    Array.from({ length: 10 }, (_, i) => i * 1_001 + 501),
  );
  return path;
}
