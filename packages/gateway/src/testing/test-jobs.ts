import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assets } from '@asg/assets';
import { ampleAllowance, sats } from '@asg/domain';
import { Leadership } from '@asg/engines';
import { Ingestion, type JobBounds, JobRunner, Jobs, LineTasks, Manifests, Uploads } from '@asg/jobs';
import { createObjectStore } from '@asg/object-store';
import { createOutbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people';
import { Sealer } from '@asg/runtime';
import { manifestLineCheck } from '../jobs/manifest-line.ts';

const submissions = {
  insecureHosts: ['localhost', '127.0.0.1'],
  earlyStopDefault: false,
  assetsBytesMax: 1_000_000,
  price: { payoutSats: sats(325), feePercent: 0 },
};

/** `inside.example` is a name of the public internet that leads into a private network; all others are this machine. */
export async function resolveInTests(host: string): Promise<readonly { address: string; family: 4 }[]> {
  return [{ address: host === 'inside.example' ? '10.0.0.1' : '127.0.0.1', family: 4 }];
}

/** Jobs on real parts that may read from this machine; uploads go to a folder that is removed at the end. */
export function testJobs(
  context: EngineContext,
  bounds: JobBounds,
  assets: Assets,
  allowance = ampleAllowance,
  opened: (jobId: string) => void = () => {},
): {
  readonly jobs: Jobs;
  readonly runner: JobRunner;
  /** A runner as of another process. */
  readonly newRunner: (holder: string) => JobRunner;
  readonly uploadsDir: string;
  readonly dispose: () => Promise<void>;
} {
  const rules = { ...submissions, allowance };
  const uploadsDir = mkdtempSync(join(tmpdir(), 'asg-uploads-'));
  const outbound = createOutbound({ allowedHosts: submissions.insecureHosts, resolve: resolveInTests });
  const store = createObjectStore({ outbound, gcsEndpoint: null });
  const uploads = new Uploads(uploadsDir);
  const manifests = new Manifests(store, new Sealer(['5e'.repeat(32)], context.random), uploads);
  const ingestion = new Ingestion(
    context,
    { manifests, assets },
    new LineTasks(rules, manifestLineCheck(), context.ids),
    bounds,
    opened,
  );
  const newRunner = (holder: string): JobRunner =>
    new JobRunner(context, ingestion, manifests, new Leadership(context, holder));
  return {
    jobs: new Jobs(context, rules, { manifests, uploads, bounds }),
    runner: newRunner('test'),
    newRunner,
    uploadsDir,
    dispose: async () => {
      rmSync(uploadsDir, { recursive: true, force: true });
      await outbound[Symbol.asyncDispose]();
    },
  };
}
