import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ingestion, JobRunner, Jobs, LineTasks, Manifests } from '@asg/engines';
import { manifestLineCheck } from '@asg/gateway';
import { createObjectStore } from '@asg/object-store';
import { intakeRules } from './intake-rules.ts';
import type { ServerParts } from './roles/server-parts.ts';

/** Jobs as customers see them, and what carries them on. */
export function jobParts(parts: ServerParts): { readonly jobs: Jobs; readonly runner: JobRunner } {
  const { context, leases, outbound } = parts;
  const { gcsEndpoint, dataDir } = parts.config;
  const rules = intakeRules(parts.config);
  const uploadsDir = join(dataDir, 'uploads');
  mkdirSync(uploadsDir, { recursive: true, mode: 0o700 });
  const manifests = new Manifests(createObjectStore({ outbound, gcsEndpoint }), parts.sealer(), uploadsDir);
  const lines = new LineTasks(rules, manifestLineCheck(), context.ids);
  const ingestion = new Ingestion(context, manifests, lines);
  return {
    jobs: new Jobs(context, rules, manifests),
    runner: new JobRunner(context, ingestion, manifests, leases),
  };
}
