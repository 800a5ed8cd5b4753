import type { TestGateway } from './test-gateway.ts';

/** What a job of the tests asks for, as the fields of POST /v1/jobs. */
export const jobOrder = {
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  task_type: 'image_classification',
  consensus_threshold: 2,
};

/** Sends a manifest as a file, with `jobOrder` and `fields` over it; gives the answer whatever it is. */
export async function uploadJob(
  gateway: TestGateway,
  key: string,
  manifest: string | Buffer,
  fields: Readonly<Record<string, string>> = {},
) {
  const form = new FormData();
  const all = { ...jobOrder, label_spec: JSON.stringify(jobOrder.label_spec), ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, String(value));
  form.set(
    'file',
    new Blob([typeof manifest === 'string' ? manifest : new Uint8Array(manifest)]),
    'manifest.jsonl',
  );
  const request = new Request('http://localhost/v1/jobs', { method: 'POST', body: form });
  const answer = await gateway.app.inject({
    method: 'POST',
    url: '/v1/jobs',
    headers: { authorization: `Bearer ${key}`, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json() };
}

/** Carries jobs on until nothing is due. */
export async function runJobs({ jobRunner }: TestGateway): Promise<void> {
  while (await jobRunner.round(new AbortController().signal));
}
