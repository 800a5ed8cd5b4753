import type { Sample } from './probe.ts';

/** Of each class, whatever happens: what a pool or a timer has more at one moment than at another. */
const objectsFree = 200;
/** Objects for each webhook on top of them; in a short run, in which caches still fill, less than one all the same. */
const objectsPerWebhookMax = { long: 0.02, short: 0.5 };
const heapBytesPerWebhookMax = 200;
const descriptorsMax = 64;
const walBytesMax = 64 * 1024 * 1024;
const uploadBytesMax = 64 * 1024 * 1024;
const standstillMsMax = 250;

/** What grew with what was done, between the first sample and the last; times only where they are `timed`, as in a long run. */
export function problemsOf(
  samples: readonly Sample[],
  { timed }: { readonly timed: boolean },
): readonly string[] {
  const [first, last] = [samples[0]!, samples.at(-1)!];
  const webhooks = last.webhooks - first.webhooks;
  const problems: string[] = [];
  const perWebhookMax = timed ? objectsPerWebhookMax.long : objectsPerWebhookMax.short;
  for (const [name, count] of Object.entries(last.objects)) {
    const more = count - (first.objects[name] ?? 0);
    if (more > objectsFree + perWebhookMax * webhooks)
      problems.push(`${name}: ${more} objects more after ${webhooks} webhooks`);
  }
  const descriptors = last.descriptors - first.descriptors;
  if (descriptors > descriptorsMax) problems.push(`${descriptors} descriptors more than at first`);
  if (last.walBytes > walBytesMax) problems.push(`the WAL is of ${last.walBytes} bytes`);
  if (last.uploadBytes > uploadBytesMax) problems.push(`uploads are of ${last.uploadBytes} bytes`);
  if (!timed) return problems;
  const perWebhook = heapGrowth(samples);
  if (perWebhook >= heapBytesPerWebhookMax)
    problems.push(`the heap grew by ${perWebhook.toFixed(0)} bytes a webhook`);
  const standstillMs = Math.max(...samples.slice(1).map((sample) => sample.standstillMs));
  if (standstillMs >= standstillMsMax)
    problems.push(`the event loop stood still for ${standstillMs.toFixed(0)} ms`);
  return problems;
}

/** Bytes after a collection for each webhook, from the first sample to the last. */
export function heapGrowth(samples: readonly Sample[]): number {
  const [first, last] = [samples[0]!, samples.at(-1)!];
  return (last.heapBytes - first.heapBytes) / Math.max(1, last.webhooks - first.webhooks);
}

/** The classes that grew most, for people. */
export function grownMost(samples: readonly Sample[], count: number): readonly string[] {
  const [first, last] = [samples[0]!.objects, samples.at(-1)!.objects];
  return Object.entries(last)
    .map(([name, now]) => [name, now - (first[name] ?? 0)] as const)
    .filter(([, more]) => more > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([name, more]) => `${name} +${more}`);
}
