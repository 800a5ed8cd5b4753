import { at } from '@asg/values/present';

/** What a model said of one row whose answer is known; indexes of options. */
export interface Judged {
  readonly truth: number;
  /** Null: its answer could not be used. */
  readonly said: number | null;
  /** By option; null: it came without. */
  readonly scores: readonly number[] | null;
}

export interface Accuracy {
  readonly rows: number;
  readonly right: number;
  readonly unusable: number;
  /** Answers that could not be used are wrong. */
  readonly accuracy: number;
  /** Of 95 %, by Wilson. */
  readonly interval: readonly [number, number];
  /** By true option (row) and what it said (column). */
  readonly confusion: readonly (readonly number[])[];
  /** Expected calibration error of what comes with scores, as they are and with a temperature learnt on the other half; null: too few have any. */
  readonly calibration: {
    readonly rows: number;
    readonly errorBefore: number;
    readonly errorAfter: number;
    readonly temperature: number;
  } | null;
}

const z = 1.96;
const bins = 10;
const calibratedMin = 20;
const leastScore = 1e-6;
/** Of the logarithm of the temperature. */
const searched = { from: -3, to: 3, steps: 40 } as const;
const golden = (Math.sqrt(5) - 1) / 2;

export function accuracyOf(rows: readonly Judged[], options: number): Accuracy {
  const right = rows.filter(({ truth, said }) => said === truth).length;
  const confusion = Array.from({ length: options }, () => Array<number>(options).fill(0));
  for (const { truth, said } of rows)
    if (said !== null) at(confusion, truth)[said] = at(at(confusion, truth), said) + 1;
  return {
    rows: rows.length,
    right,
    unusable: rows.filter(({ said }) => said === null).length,
    accuracy: rows.length === 0 ? 0 : right / rows.length,
    interval: wilson(right, rows.length),
    confusion,
    calibration: calibrationOf(rows),
  };
}

/** E. B. Wilson 1927. */
export function wilson(right: number, count: number): readonly [number, number] {
  if (count === 0) return [0, 1];
  const share = right / count;
  const middle = share + z ** 2 / (2 * count);
  const spread = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}

interface Scored {
  readonly truth: number;
  readonly logs: readonly number[];
}

/** Each half is judged by the temperature that the other one gives, so that no row judges what it taught. */
function calibrationOf(rows: readonly Judged[]): Accuracy['calibration'] {
  const scored = rows.flatMap(({ truth, scores }): readonly Scored[] =>
    scores === null ? [] : [{ truth, logs: scores.map((score) => Math.log(Math.max(leastScore, score))) }],
  );
  if (scored.length < calibratedMin) return null;
  const [even, odd] = [scored.filter((_, i) => i % 2 === 0), scored.filter((_, i) => i % 2 === 1)];
  const [ofEven, ofOdd] = [temperatureOf(even), temperatureOf(odd)];
  const after = [...even.map((row) => judged(row, ofOdd)), ...odd.map((row) => judged(row, ofEven))];
  return {
    rows: scored.length,
    errorBefore: calibrationError(scored.map((row) => judged(row, 1))),
    errorAfter: calibrationError(after),
    temperature: temperatureOf(scored),
  };
}

interface Claim {
  readonly confidence: number;
  readonly isRight: boolean;
}

function judged({ truth, logs }: Scored, temperature: number): Claim {
  const shares = sharesOf(logs, temperature);
  const confidence = Math.max(...shares);
  return { confidence, isRight: shares.indexOf(confidence) === truth };
}

function sharesOf(logs: readonly number[], temperature: number): readonly number[] {
  const highest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp((log - highest) / temperature));
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((weight) => weight / sum);
}

function calibrationError(claims: readonly Claim[]): number {
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const those = claims.filter(
      ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin,
    );
    const claimed = those.reduce((sum, { confidence }) => sum + confidence, 0);
    const right = those.filter(({ isRight }) => isRight).length;
    error += Math.abs(claimed - right) / claims.length;
  }
  return error;
}

/** The one under which the truth was likeliest (Guo et al. 2017), by golden section: the likelihood has one summit. */
function temperatureOf(rows: readonly Scored[]): number {
  const loss = (log: number): number =>
    rows.reduce(
      (sum, { truth, logs }) =>
        sum - Math.log(Math.max(leastScore, at(sharesOf(logs, Math.exp(log)), truth))),
      0,
    );
  let [from, to]: [number, number] = [searched.from, searched.to];
  for (let i = 0; i < searched.steps; i++) {
    const [low, high] = [to - golden * (to - from), from + golden * (to - from)];
    if (loss(low) <= loss(high)) to = high;
    else from = low;
  }
  return Math.exp((from + to) / 2);
}
