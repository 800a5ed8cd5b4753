import { mkdirSync } from 'node:fs';
import {
  type EngineContext,
  Ingestion,
  type IntakeRules,
  JobRunner,
  Jobs,
  LineTasks,
  Manifests,
} from '@asg/engines';
import { manifestLineCheck } from '@asg/gateway';
import { createObjectStore } from '@asg/object-store';
import type { Outbound } from '@asg/outbound';
import type { Sealer } from '@asg/runtime';

/** Jobs as customers see them, and what carries them on. */
export function jobParts(
  context: EngineContext,
  parts: {
    readonly outbound: Outbound;
    readonly sealer: Sealer;
    readonly rules: IntakeRules;
    readonly uploadsDir: string;
    readonly gcsEndpoint: string | null;
  },
): { readonly jobs: Jobs; readonly runner: JobRunner } {
  const { outbound, sealer, rules, uploadsDir, gcsEndpoint } = parts;
  mkdirSync(uploadsDir, { recursive: true, mode: 0o700 });
  const manifests = new Manifests(createObjectStore({ outbound, gcsEndpoint }), sealer, uploadsDir);
  const lines = new LineTasks(rules, manifestLineCheck(), context.ids);
  const ingestion = new Ingestion(context, manifests, lines);
  return {
    jobs: new Jobs(context, rules, manifests),
    runner: new JobRunner(context, ingestion, manifests),
  };
}
