import { systemClock } from '@asg/runtime';
import type { Worker } from '@asg/sdk';
import type { CDPSession, Page } from 'playwright-core';
import { imageTask, startStand } from './parts/stand.ts';
import { signUp } from './parts/visitor.ts';

/**
 * `npm run bench:browser`: one session of a worker in a real Chromium. From the key press to the next item painted, over the items
 * that a person takes their time for; then as fast as it goes to the last label, and what the page holds in memory by then.
 */
const labels = Number(process.env.BENCH_LABELS ?? 10_000);
/** The heap is measured for the first time after so many. */
const firstLabels = 100;
const timedItems = 200;
const differentImages = 24;
const batchTasks = 500;
/** Between two items that are timed, ms: a fast worker looks as long. */
const lookMs = 250;
const aimMs = 25;
const aimGrowth = 0.1;
const pollMs = 500;
/** So many labels between two looks at what is measured, and two lines that say how far it is. */
const stretch = 100;
/** As many as the setting allows: what can still be taken back counts as held, and no person decides on so many in five seconds. */
const heldMax = 1_000;

/** In the page: notes for each Enter how long it takes until a frame with the next item has been painted, ms. */
function measure(): void {
  const bench = { times: [] as number[], painted: 0 };
  Object.assign(window, { bench });
  let pressedMs = 0;
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') pressedMs = event.timeStamp;
    },
    true,
  );
  new MutationObserver(() => {
    if (pressedMs === 0 || document.querySelector('.stage[data-kind=image] img') === null) return;
    const startMs = pressedMs;
    pressedMs = 0;
    // A message after the frame's callback comes once the frame is on its way to the screen.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        bench.times.push(performance.now() - startMs);
        bench.painted++;
      };
      port2.postMessage(null);
    });
  }).observe(document.getElementById('root')!, { childList: true, subtree: true });
}

interface Measuring {
  bench: { times: number[]; readonly painted: number };
}

/** The times since the last call: the page keeps none of them. */
const timesOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as Measuring).bench.times.splice(0));

/** Presses the keys of a label, and waits until the next item is painted. */
async function label(page: Page, number: number): Promise<void> {
  await page.keyboard.press(String(1 + (number % 2)));
  await page.keyboard.press('Enter');
  await page.waitForFunction((count) => (window as unknown as Measuring).bench.painted >= count, number + 1);
}

interface Held {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** What the page holds once the server has all labels, and what is no longer used is thrown away. */
async function heldBy(page: Page, session: CDPSession, url: string, given: number): Promise<Held> {
  for (let known = 0; known < given; await systemClock.sleep(pollMs)) {
    const me = (await (await page.request.get(`${url}/v1/workers/me`)).json()) as Worker;
    known = me.totals.labels;
  }
  // The decisions can be taken back no longer, and what they showed is let go.
  await page.locator('.undo[data-possible=false]').waitFor();
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners };
}

function said(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(1);
  return `${sorted.length} items: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)}`;
}

const p95Of = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.POSITIVE_INFINITY;
const told = ({ heapBytes, nodes, listeners }: Held): string =>
  `${(heapBytes / 1e6).toFixed(2)} MB, ${nodes} nodes, ${listeners} listeners`;

await using stand = await startStand({
  SANDBOX_LABEL_QUOTA: String(labels + 1),
  LEASES_PER_WORKER_MAX: String(heldMax),
});
const { customer, host, refinery, browser } = stand;
for (let from = 0; from <= labels; from += batchTasks) {
  const count = Math.min(batchTasks, labels + 1 - from);
  await customer.tasks.submitBatch(
    Array.from({ length: count }, (_, i) => ({
      ...imageTask(host, i % differentImages),
      data_url: `${host.url}/image/${i % differentImages}.png?item=${from + i}`,
    })),
  );
}
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
const session = await context.newCDPSession(page);
await signUp(page, refinery.url, 'Kim');
await page.locator('.stage[data-kind=image] img').waitFor();
await page.evaluate(measure);
let first: Held | null = null;
const timed: number[] = [];
const fast: number[] = [];
let sinceMs = performance.now();
for (let given = 0; given < labels; given++) {
  if (given === firstLabels) first = await heldBy(page, session, refinery.url, given);
  if (given < timedItems) await systemClock.sleep(lookMs);
  await label(page, given);
  if ((given + 1) % stretch !== 0) continue;
  const times = await timesOf(page);
  (given < timedItems ? timed : fast).push(...times);
  const eachMs = (performance.now() - sinceMs) / stretch;
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  console.log(
    `${given + 1} labels, one in ${eachMs.toFixed(0)} ms; ${said(times)}; ${(usedSize / 1e6).toFixed(1)} MB with what is thrown away`,
  );
  sinceMs = performance.now();
}
const last = await heldBy(page, session, refinery.url, labels);
if (first === null) throw new Error(`more than ${firstLabels} labels are needed`);
const growth = last.heapBytes / first.heapBytes - 1;
console.log(`next item painted after a key press, ms, ${said(timed)} (aim: p95 below ${aimMs})`);
console.log(`as fast as they come, ${said(fast)}`);
console.log(`held after ${firstLabels} labels: ${told(first)}`);
console.log(
  `held after ${labels} labels: ${told(last)}; the heap grew by ${(growth * 100).toFixed(1)} % (aim: below ${aimGrowth * 100} %)`,
);
// No test ends here, after which the browser would be closed.
await browser.close();
process.exitCode = p95Of(timed) < aimMs && growth < aimGrowth ? 0 : 1;
