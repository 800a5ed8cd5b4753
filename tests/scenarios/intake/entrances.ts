import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TaskRows, withDefaults } from '@asg/domain/rows';
import { FileRefused, rowsOf } from '@asg/formats';
import { ASGGatewayClient, ASGGatewayHTTPError, type Job, type SubmitTask, type Task } from '@asg/sdk';
import { patienceMs } from '@asg/testing';

/** What an entrance made of a file. */
export interface Taken {
  readonly tasks: readonly Task[];
  /** Lines of rows that became none; `file`: it was refused as a whole. */
  readonly errors: readonly number[] | 'file';
  readonly said: string;
}

/** A file, by its path, and the encoding that is named with it. */
export type Enter = (path: string, encoding: string | undefined) => Promise<Taken>;

const asgFile = fileURLToPath(new URL('../../../apps/cli/bin/asg.mjs', import.meta.url));
const label_spec = { question: 'Q?', options: ['a', 'b'] };

/** Each takes files for the customer of the key. What the files do not say, all say alike. */
export function entrancesOf(
  baseUrl: string,
  apiKey: string,
  type: SubmitTask['type'] = 'sentiment',
): Readonly<Record<string, Enter>> {
  const client = new ASGGatewayClient({ baseUrl, apiKey });
  const ofBatch = async (batchIds: readonly string[]): Promise<readonly Task[]> => {
    const pages = await Promise.all(batchIds.map((batch_id) => client.tasks.page({ batch_id, limit: 100 })));
    return pages.flatMap(({ data }) => data);
  };
  const ofJob = async (jobId: string): Promise<Taken> => {
    const job = await settled(client, jobId);
    const [{ data: tasks }, { data: errors }] = await Promise.all([
      client.tasks.page({ job_id: jobId, limit: 100 }),
      client.jobs.errorsPage(jobId, { limit: 100 }),
    ]);
    assert.equal(job.lines_total, job.lines_accepted + job.lines_rejected + job.lines_gold);
    const said = [...errors, ...job.notices].map(({ line, reason }) => `line ${line}: ${reason}`);
    const isRefused = job.status === 'failed' && (errors.length === 0 || /not UTF-8/.test(job.note ?? ''));
    return {
      tasks,
      errors: isRefused ? 'file' : errors.map(({ line }) => line),
      said: [job.note ?? '', ...said].join('\n'),
    };
  };
  const order = (encoding: string | undefined) => ({
    task_type: type,
    label_spec,
    ...(encoding === undefined ? {} : { encoding }),
  });
  return {
    'tasks/batch': async (path, encoding) => {
      const rows = new TaskRows();
      const batches: string[] = [];
      const errors: number[] = [];
      const said: string[] = [];
      const refuse = (line: number, reason: string): void => {
        errors.push(line);
        said.push(`line ${line}: ${reason}`);
      };
      try {
        for await (const row of rowsOf(createReadStream(path), { encoding: encoding ?? null })) {
          if (row.kind === 'columns') rows.columns(row.columns);
          else if (row.kind === 'error') refuse(row.line, row.reason);
          else if (row.kind === 'notice') said.push(`line ${row.line}: ${row.reason}`);
          else {
            const outcome = rows.task(row.values);
            if (outcome.ok && outcome.notice !== undefined) said.push(`line ${row.line}: ${outcome.notice}`);
            if (!outcome.ok) refuse(row.line, outcome.reason);
            else
              try {
                const task: Partial<SubmitTask> = withDefaults(outcome.task, { type, label_spec });
                batches.push((await client.tasks.submitBatch([task as SubmitTask])).batch_id);
              } catch (error) {
                if (!(error instanceof ASGGatewayHTTPError) || error.status !== 400) throw error;
                refuse(row.line, error.message);
              }
          }
        }
      } catch (error) {
        if (!(error instanceof FileRefused)) throw error;
        return { tasks: [], errors: 'file', said: error.message };
      }
      const isNothing = batches.length + errors.length === 0;
      const words = isNothing ? 'there is no row in it' : said.join('\n');
      return { tasks: await ofBatch(batches), errors: isNothing ? 'file' : errors, said: words };
    },
    'job upload': async (path, encoding) => {
      const file = new Blob([new Uint8Array(await readFile(path))]);
      return ofJob((await client.jobs.upload({ ...order(encoding), file })).job_id);
    },
    'job URL': async (path, encoding) => {
      const server = createServer((_request, response) => createReadStream(path).pipe(response));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      try {
        const manifest_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
        return await ofJob((await client.jobs.submit({ ...order(encoding), manifest_url })).job_id);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    },
    'asg batch': async (path, encoding) => {
      const named = encoding === undefined ? [] : ['--encoding', encoding];
      const spec = [
        '--type',
        type,
        '--question',
        label_spec.question,
        '--options',
        label_spec.options.join(','),
      ];
      // Another run of its own: what another entrance made must not be taken for the same.
      const args = ['batch', path, ...spec, ...named, '--json', '--run', 'table'];
      const env = { ...process.env, ASG_BASE_URL: baseUrl, ASG_API_KEY: apiKey };
      const child = spawn(process.execPath, [asgFile, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const [stdout, said] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ]);
      const printed = stdout === '' ? { batch_ids: [], errors: null } : JSON.parse(stdout);
      const told = [...said.matchAll(/^ {2}line (\d+): /gm)].map(([, line]) => Number(line));
      const errors = printed.errors?.map(({ line }: { line: number }) => line) ?? told;
      const isRefused = stdout === '' && errors.length === 0;
      assert.equal(child.exitCode === 0, !isRefused && errors.length === 0, said);
      return { tasks: await ofBatch(printed.batch_ids), errors: isRefused ? 'file' : errors, said };
    },
  };
}

/** The job once its file is read. */
async function settled(client: ASGGatewayClient, jobId: string): Promise<Job> {
  for (const deadline = Date.now() + patienceMs; ; ) {
    const job = await client.jobs.get(jobId);
    if (job.status !== 'queued' && job.status !== 'ingesting') return job;
    assert.ok(Date.now() < deadline, JSON.stringify(job));
    await sleep(10);
  }
}
