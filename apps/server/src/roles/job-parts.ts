import { join } from 'node:path';
import type { Assets } from '@asg/assets';
import { manifestLineCheck } from '@asg/gateway';
import { Ingestion, JobRunner, Jobs, LineTasks, Manifests, Uploads } from '@asg/jobs';
import { createObjectStore } from '@asg/object-store';
import { intakeRules } from './intake-rules.ts';
import type { ServerParts } from './server-parts.ts';

/** Jobs as customers see them, and what carries them on. */
export function jobParts(
  parts: ServerParts,
  assets: Assets,
  /** Hears of jobs with new tasks. */
  opened: (jobId: string) => void,
): {
  readonly uploads: Uploads;
  readonly jobs: Jobs;
  readonly runner: JobRunner;
} {
  const { context, leadership, outbound } = parts;
  const { gcsEndpoint, dataDir, jobBounds: bounds } = parts.config;
  const rules = intakeRules(parts.config);
  const uploads = new Uploads(join(dataDir, 'uploads'));
  const manifests = new Manifests(createObjectStore({ outbound, gcsEndpoint }), parts.sealer(), uploads);
  const lines = new LineTasks(rules, manifestLineCheck(), context.ids);
  const ingestion = new Ingestion(context, { manifests, assets }, lines, bounds, opened);
  return {
    uploads,
    jobs: new Jobs(context, rules, { manifests, uploads, bounds }),
    runner: new JobRunner(context, ingestion, manifests, leadership),
  };
}
