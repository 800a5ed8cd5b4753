import { readFile } from 'node:fs/promises';
import { ASGGatewayClient, type Job } from '@asg/sdk';
import type { RunningRefinery } from '@asg/testing';

const lookMs = 150;
const kib = 1024;

/** What one life of the server took at most, MiB. */
export interface Life {
  readonly serverMiB: number;
  /** Of its children together: each at its most, those that live at once. */
  readonly childrenMiB: number;
  /** Rows that were read when it was killed; null: it was not. */
  readonly killedAt: number | null;
}

/** The most memory that a process had, MiB; 0: it is gone. */
export async function peakMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / kib;
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const found = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return found.trim() === '' ? [] : found.trim().split(' ').map(Number);
}

/**
 * Follows a job until its file is read, and kills the server (`kill -9`) each time that it has read so many rows. Throws where the job fails.
 */
export async function throughKills(
  refinery: RunningRefinery,
  {
    apiKey,
    jobId,
    killAt,
  }: { readonly apiKey: string; readonly jobId: string; readonly killAt: readonly number[] },
): Promise<{ readonly job: Job; readonly lives: readonly Life[] }> {
  const client = new ASGGatewayClient({ baseUrl: refinery.url, apiKey });
  const lives: Life[] = [];
  const kills = [...killAt];
  let [serverMiB, childrenMiB] = [0, 0];
  for (;;) {
    const job = await client.jobs.get(jobId);
    serverMiB = Math.max(serverMiB, await peakMiB(refinery.pid));
    const children = await Promise.all((await childrenOf(refinery.pid)).map(peakMiB));
    childrenMiB = Math.max(
      childrenMiB,
      children.reduce((sum, mib) => sum + mib, 0),
    );
    const isRead = job.status !== 'queued' && job.status !== 'ingesting';
    if (job.status === 'failed') throw new Error(JSON.stringify(job));
    const [next] = kills;
    if (isRead || (next !== undefined && job.lines_total >= next)) {
      lives.push({ serverMiB, childrenMiB, killedAt: isRead ? null : job.lines_total });
      if (isRead) return { job, lives };
      kills.shift();
      [serverMiB, childrenMiB] = [0, 0];
      await refinery.kill('SIGKILL');
      await refinery.start();
    }
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}
