import type { MarkKind } from '@asg/kinds';
import type { AskedSpec, Given } from '../view.ts';
import { type Mark, marksIn, matched, type Shape } from './marks.ts';

/** A mark with who has it. */
export interface Voted {
  readonly mark: Mark;
  /** Who has the same, and who has a part of it. */
  readonly by: readonly string[];
  readonly partly: readonly string[];
}

interface Votes {
  /** Of each mark of the consensus. */
  readonly decided: readonly Voted[];
  /** What somebody marked beside them. */
  readonly beside: readonly Voted[];
}

/** Who voted for what: marks of the consensus, and those that are no part of it, where they agree put together. */
export function votesFor(consensus: string | null, given: readonly Given[], shape: Shape): Votes {
  const decided = (consensus === null ? null : marksIn(consensus, shape)) ?? [];
  const by: string[][] = decided.map(() => []);
  const partly: string[][] = decided.map(() => []);
  const beside: { mark: Mark; by: string[] }[] = [];
  for (const { name, answer } of given) {
    const marks = marksIn(answer, shape) ?? [];
    const { partner } = matched(decided, marks, shape);
    for (const [i, at] of partner.entries()) {
      const [mark, other] = [decided[i], at === null ? undefined : marks[at]];
      if (mark === undefined || other === undefined) continue;
      const isWhole = shape.overlap(mark, other) >= shape.sameFrom;
      (isWhole ? by : partly)[i]?.push(name);
    }
    const rest = marks.filter((_, at) => !partner.includes(at));
    const known = matched(
      beside.map(({ mark }) => mark),
      rest,
      { ...shape, partly: 0 },
    ).partner;
    for (const [i, at] of known.entries()) if (at !== null) beside[i]?.by.push(name);
    for (const [at, mark] of rest.entries()) if (!known.includes(at)) beside.push({ mark, by: [name] });
  }
  return {
    decided: decided.map((mark, i) => ({ mark, by: by[i] ?? [], partly: partly[i] ?? [] })),
    beside: beside.map((one) => ({ ...one, partly: [] })),
  };
}

/** A mark of somebody, with the one of the consensus that it is. */
export interface Placed {
  readonly by: string;
  readonly mark: Mark;
  /** Its place in the consensus; null: it is not there. */
  readonly as: number | null;
  /** Whether it is there in part alone. */
  readonly isPartly: boolean;
}

/** All that anybody marked, worker by worker. */
export function placedOf(consensus: string | null, given: readonly Given[], shape: Shape): readonly Placed[] {
  const decided = (consensus === null ? null : marksIn(consensus, shape)) ?? [];
  return given.flatMap(({ name, answer }) => {
    const marks = marksIn(answer, shape) ?? [];
    const { partner } = matched(marks, decided, shape);
    return marks.map((mark, i) => {
      const as = partner[i] ?? null;
      const other = as === null ? undefined : decided[as];
      return {
        by: name,
        mark,
        as,
        isPartly: other !== undefined && shape.overlap(mark, other) < shape.sameFrom,
      };
    });
  });
}

/** Whether who said this is paid, by the rules of the kind. */
export function agreesBy<One, Extent>(kind: MarkKind<One, Extent>, shape: Shape, barDefault: number) {
  return (answer: string, consensus: string, spec: AskedSpec): boolean => {
    const { classes = [], agreement_bar = barDefault } = spec;
    const found = kind.parseSpec({ classes, agreement_bar });
    if (!found.ok || [answer, consensus].some((one) => marksIn(one, shape) === null))
      return answer === consensus;
    return kind.agrees(kind.read(answer), kind.read(consensus), found.value);
  };
}
