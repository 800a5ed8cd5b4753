import type { Assets } from '@asg/assets';
import type { Task } from '@asg/domain';
import { type Billing, Intake, type ModelItem, ModelRunner } from '@asg/engines';
import type { JobRunner, Uploads } from '@asg/jobs';
import type { Items } from '@asg/media';
import { intakeRules } from './intake-rules.ts';
import { loneLoop, loop, type ServerParts } from './server-parts.ts';

const jobsIdleMs = 200;
const invoicesIdleMs = 60_000;

const sweepIdleMs = 600_000;
const sweepLimit = 1_000;

const modelsIdleMs = 500;
/** A longer text is not given to a model. */
const textBytesMax = 200_000;

/** Advances customers' jobs, removes uploads that are no longer needed, assets that nothing shows any more, and closes months that are over. */
export function runJobs(
  parts: ServerParts,
  engines: {
    readonly runner: JobRunner;
    readonly uploads: Uploads;
    readonly billing: Billing;
    readonly assets: Assets;
  },
): void {
  const { runner, uploads, billing, assets } = engines;
  const { storage, clock } = parts.context;
  loop(parts, 'jobs', jobsIdleMs, (stop) => runner.round(stop));
  loop(
    parts,
    'uploads',
    sweepIdleMs,
    async () => (await uploads.sweep(storage.jobs, clock.nowMs(), sweepLimit)) > 0,
  );
  loneLoop(parts, 'assets', sweepIdleMs, () => assets.sweep());
  loneLoop(parts, 'invoices', invoicesIdleMs, () => billing.closeMonths());
}

/** Has customers' models asked of their tasks, one process at a time. */
export function runModels(parts: ServerParts, items: Items): void {
  const { config, context, outbound } = parts;
  const intake = new Intake(context, intakeRules(config));
  const runner = parts.own.use(
    new ModelRunner(context, {
      outbound,
      sealer: parts.sealer(),
      itemOf: (task) => modelItem(items, task),
      predict: (...prediction) => intake.predict(...prediction),
    }),
  );
  const asking = loneLoop(parts, 'models', modelsIdleMs, () => runner.round());
  runner.onFree(() => asking.poke());
}

/** The item as workers see it: a text, or the picture itself. */
async function modelItem(items: Items, task: Task): Promise<ModelItem> {
  const shown = await items.shown(task);
  if (shown.kind !== 'media') return { kind: 'unreadable', reason: shown.reason, own: shown.fault === 'own' };
  const { contentType, bytes } = shown.item;
  if (contentType.startsWith('image/')) {
    const dataUrl = `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`;
    return { kind: 'item', item: { kind: 'image', dataUrl } };
  }
  if (bytes.length > textBytesMax)
    return { kind: 'unreadable', reason: `its text is longer than ${textBytesMax} bytes`, own: false };
  return { kind: 'item', item: { kind: 'text', text: Buffer.from(bytes).toString('utf8') } };
}
