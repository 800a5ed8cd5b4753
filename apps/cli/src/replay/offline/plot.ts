import { at } from '@asg/values/present';
import type { PolicyFigures, ReliabilityBin } from './figures.ts';

const width = 720;
const height = 440;
const margin = { left: 64, right: 150, top: 24, bottom: 52 };
const colours = ['#1f5fa8', '#c2410c', '#15803d', '#7c3aed', '#b45309', '#0f766e', '#be123c', '#475569'];
const ticksMax = 6;

interface Axis {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  /** Pixels of a value. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Accuracy against labels per task: a point for each policy, with a bar of one standard deviation to each side. */
export function accuracyPlot(figures: readonly PolicyFigures[]): string {
  const shown = figures.flatMap(({ accuracy, ...figure }) =>
    accuracy === null ? [] : [{ ...figure, accuracy }],
  );
  const bounds = shown.flatMap(({ accuracy, accuracy_sd }) => [
    100 * (accuracy - (accuracy_sd ?? 0)),
    100 * (accuracy + (accuracy_sd ?? 0)),
  ]);
  const labels = shown.map(({ labels_per_task }) => labels_per_task);
  const x = axis('labels per task', [0, Math.max(1, ...labels)], 'x');
  const y = axis('accuracy, %', [Math.min(100, ...bounds), Math.max(0, ...bounds)], 'y');
  const points = shown.map(({ policy, accuracy, accuracy_sd, labels_per_task }, i) => {
    const [px, py, bar] = [x.at(labels_per_task), y.at(100 * accuracy), 100 * (accuracy_sd ?? 0)];
    const colour = at(colours, i % colours.length);
    return [
      `<line x1="${px}" x2="${px}" y1="${y.at(100 * accuracy - bar)}" y2="${y.at(100 * accuracy + bar)}" stroke="${colour}"/>`,
      `<circle cx="${px}" cy="${py}" r="5" fill="${colour}"/>`,
      `<text x="${px + 9}" y="${py + 4}">${escaped(policy)}</text>`,
    ].join('');
  });
  return drawing('Accuracy against cost', [x, y], points);
}

/** How sure the answers were, and how many of them were right: on the diagonal, a confidence means what it says. */
export function reliabilityPlot(
  diagrams: readonly { readonly name: string; readonly bins: readonly ReliabilityBin[] }[],
): string {
  const x = axis('confidence', [0, 1], 'x');
  const y = axis('share right', [0, 1], 'y');
  const diagonal = `<line x1="${x.at(0)}" y1="${y.at(0)}" x2="${x.at(1)}" y2="${y.at(1)}" stroke="#94a3b8" stroke-dasharray="4 4"/>`;
  const most = Math.max(1, ...diagrams.flatMap(({ bins }) => bins.map(({ answers }) => answers)));
  const curves = diagrams.map(({ name, bins }, i) => {
    const colour = at(colours, i % colours.length);
    const points = bins.map(({ confidence, right }) => `${x.at(confidence)},${y.at(right)}`).join(' ');
    const dots = bins.map(
      ({ answers, confidence, right }) =>
        `<circle cx="${x.at(confidence)}" cy="${y.at(right)}" r="${pixels(2 + 8 * Math.sqrt(answers / most))}" fill="${colour}" fill-opacity="0.5"/>`,
    );
    const top = margin.top + 18 * (i + 1);
    const legend = `<text x="${margin.left + 12}" y="${top}" fill="${colour}">${escaped(name)}</text>`;
    return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}${legend}`;
  });
  return drawing('Reliability: the larger the dot, the more answers', [x, y], [diagonal, ...curves]);
}

function axis(title: string, [low, high]: readonly [number, number], direction: 'x' | 'y'): Axis {
  const step = tickStep(high - low);
  const min = Math.floor(low / step) * step;
  const max = Math.max(min + step, Math.ceil(high / step - 1e-9) * step);
  const ticks = Array.from({ length: Math.round((max - min) / step) + 1 }, (_, i) => min + i * step);
  const across = width - margin.left - margin.right;
  const down = height - margin.top - margin.bottom;
  const at = (value: number): number => {
    const place = (value - min) / (max - min);
    return pixels(direction === 'x' ? margin.left + place * across : height - margin.bottom - place * down);
  };
  return { title, min, max, at, ticks };
}

/** 1, 2 or 5 times a power of ten, so that there are few ticks. */
function tickStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(span, 1e-6) / ticksMax));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => span / step <= ticksMax) ?? 10 * power;
}

function drawing(title: string, [x, y]: readonly [Axis, Axis], marks: readonly string[]): string {
  const xTicks = x.ticks.map(
    (tick) =>
      `<line x1="${x.at(tick)}" x2="${x.at(tick)}" y1="${margin.top}" y2="${height - margin.bottom}" stroke="#e2e8f0"/>` +
      `<text x="${x.at(tick)}" y="${height - margin.bottom + 18}" text-anchor="middle">${shown(tick)}</text>`,
  );
  const yTicks = y.ticks.map(
    (tick) =>
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y.at(tick)}" y2="${y.at(tick)}" stroke="#e2e8f0"/>` +
      `<text x="${margin.left - 8}" y="${y.at(tick) + 4}" text-anchor="end">${shown(tick)}</text>`,
  );
  const middle = (margin.top + height - margin.bottom) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...xTicks,
    ...yTicks,
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 14}" text-anchor="middle">${x.title}</text>`,
    `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${y.title}</text>`,
    ...marks,
    '</svg>',
    '',
  ].join('\n');
}

const pixels = (value: number): number => Math.round(value * 10) / 10;
const shown = (tick: number): string => String(Math.round(tick * 1000) / 1000);

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
