import { fraction, pick, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';

/** A question whose answer is known, with who answered what, in the order of their answers. */
export interface Known {
  readonly right: number;
  readonly answers: readonly { readonly workerId: string; readonly option: number }[];
}

export interface Crowd {
  readonly name: string;
  readonly options: number;
  readonly questions: readonly Known[];
}

const kindCount = 8;
const misunderstoodShare = 0.25;
/** How often a worker who misunderstands a kind of item gives the answer that follows from it. */
const misunderstands = 0.8;
const slips = { least: 0.03, more: 0.15 } as const;

/**
 * People who share their errors as real ones do: each misunderstands some kinds of items, always in the same way as others who
 * do, and slips now and then.
 */
export function likeMindedCrowd(
  {
    options,
    workers,
    questions,
  }: { readonly options: number; readonly workers: number; readonly questions: number },
  random: Random,
): Crowd {
  const people = Array.from({ length: workers }, (_, i) => ({
    workerId: `honest-${i}`,
    slip: slips.least + slips.more * fraction(random),
    misunderstood: Array.from({ length: kindCount }, () => fraction(random) < misunderstoodShare),
  }));
  const made = Array.from({ length: questions }, (): Known => {
    const right = Math.floor(fraction(random) * options);
    const kind = Math.floor(fraction(random) * kindCount);
    const mistaken = (right + 1 + (kind % (options - 1))) % options;
    const answers = people.map(({ workerId, slip, misunderstood }) => {
      const isMistaken = at(misunderstood, kind) && fraction(random) < misunderstands;
      if (isMistaken) return { workerId, option: mistaken };
      const option = fraction(random) < slip ? Math.floor(fraction(random) * options) : right;
      return { workerId, option };
    });
    return { right, answers: shuffled(answers, random) };
  });
  return { name: `${workers} like-minded people, ${options} options`, options, questions: made };
}

export function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, place: fraction(random) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

export const adversaryCount = 10;
const adversaryId = (number: number): string => `adversary-${number}`;
export const isAdversary = (workerId: string): boolean => workerId.startsWith('adversary-');

/** The crowd with ten more accounts behind one program that is right as often as that; `noise`: each answers at random so often. */
export function withOneModel(
  crowd: Crowd,
  { accuracy, noise }: { readonly accuracy: number; readonly noise: number },
  random: Random,
): Crowd {
  const guess = (): number => Math.floor(fraction(random) * crowd.options);
  return joined(crowd, random, ({ right }) => {
    const wrong = (right + 1 + Math.floor(fraction(random) * (crowd.options - 1))) % crowd.options;
    const model = fraction(random) < accuracy ? right : wrong;
    return () => (fraction(random) < noise ? guess() : model);
  });
}

/** The crowd with ten more accounts that give the answers of one of its people, where there is one. */
export function withCopies(crowd: Crowd, random: Random): Crowd {
  const people = [
    ...new Set(crowd.questions.flatMap(({ answers }) => answers.map(({ workerId }) => workerId))),
  ];
  const original = pick(people, random);
  return joined(crowd, random, ({ answers }) => {
    const found = answers.find(({ workerId }) => workerId === original);
    return found === undefined ? null : () => found.option;
  });
}

function joined(crowd: Crowd, random: Random, answersTo: (question: Known) => (() => number) | null): Crowd {
  const questions = crowd.questions.map((question) => {
    const answer = answersTo(question);
    if (answer === null) return question;
    const more = Array.from({ length: adversaryCount }, (_, i) => ({
      workerId: adversaryId(i),
      option: answer(),
    }));
    return { ...question, answers: shuffled([...question.answers, ...more], random) };
  });
  return { ...crowd, questions };
}
