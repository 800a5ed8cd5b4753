import type { WorkerStatistics } from '@asg/consensus';
import {
  type Combined,
  type CrowdModel,
  type Ground,
  type Kind,
  type MarkKind,
  type MarksSpec,
  markColumns,
  markUnit,
  newCrowdModel,
  type TaughtCrowd,
  taught,
  taughtByMarks,
  weighed,
} from '@asg/kinds';

/** A label as its canonical text, with its column for each unit. */
export interface TextLabel {
  readonly text: string;
  readonly columns: readonly (readonly number[])[];
}

/** The rules of one kind for all questions of a recording, over canonical texts. */
export interface ReplayRules {
  readonly combine: (labels: readonly TextLabel[], ground: Ground) => Combined<string>;
  /** Whether who said this is paid, where that was decided. */
  readonly agrees: (text: string, consensus: string) => boolean;
  /** Whether this counts as right beside the truth. Not there: where it is the same. */
  readonly isRight?: (text: string, truth: string) => boolean;
  readonly newModel: () => CrowdModel;
  /** The columns of a label that is given now. */
  readonly columns: (model: CrowdModel, given: GivenText) => readonly (readonly number[])[];
  /** The crowd after one more closed question. `truth`: canonical, where it is known. */
  readonly taught: (
    model: CrowdModel,
    labels: readonly (GivenText & TextLabel)[],
    truth: string | null,
  ) => TaughtCrowd;
}

/** What somebody said, and what is known of them. */
interface GivenText {
  readonly text: string;
  readonly worker: WorkerStatistics;
}

/** `read`: of an answer as it was recorded, its canonical text; or why it cannot be used. */
export interface ReadRules extends ReplayRules {
  readonly read: (text: string) => { readonly text: string } | { readonly problem: string };
}

export function rulesOf<Spec, Value>(kind: Kind<Spec, Value>, spec: Spec): ReadRules {
  const valueIn = (text: string): Value => {
    const found = kind.parse(jsonOf(text), spec);
    if (!found.ok) throw new Error(`${found.refusal.field} ${found.refusal.message}`);
    return found.value;
  };
  const answersOf = (text: string): readonly number[] => kind.answers(valueIn(text), spec);
  return {
    read: (text) => {
      const found = kind.parse(jsonOf(text), spec);
      return found.ok
        ? { text: kind.canonical(found.value) }
        : { problem: `${found.refusal.field} ${found.refusal.message}` };
    },
    combine: (labels, ground) => {
      const given = labels.map(({ text, columns }) => ({ value: valueIn(text), columns }));
      const found = kind.combine(given, ground, spec);
      return found.kind === 'decided' ? { ...found, value: kind.canonical(found.value) } : found;
    },
    agrees: (text, consensus) => kind.agrees(valueIn(text), valueIn(consensus), spec),
    newModel: () => newCrowdModel(kind.units(spec)),
    columns: (model, { text, worker }) => weighed(model, { worker, answers: answersOf(text) }),
    taught: (model, labels, truth) =>
      taught(
        model,
        labels.map(({ text, worker, columns }) => ({ worker, columns, answers: answersOf(text) })),
        truth === null ? null : answersOf(truth),
      ),
  };
}

/** The same of a kind whose labels are lists of marks. */
export function markRulesOf<Mark>(kind: MarkKind<Mark, never>, spec: MarksSpec): ReadRules {
  const agrees = (text: string, consensus: string): boolean =>
    kind.agrees(kind.read(text), kind.read(consensus), spec);
  return {
    read: (text) => {
      const found = kind.parse(jsonOf(text), spec);
      return found.ok
        ? { text: kind.canonical(found.value) }
        : { problem: `${found.refusal.field} ${found.refusal.message}` };
    },
    combine: (labels, ground) => {
      const given = labels.map(({ text, columns }) => ({ value: kind.read(text), columns }));
      const found = kind.combine(given, ground, spec);
      return found.kind === 'decided' ? { ...found, value: kind.canonical(found.value) } : found;
    },
    agrees,
    isRight: agrees,
    newModel: () => newCrowdModel([markUnit]),
    columns: (model, { worker }) => markColumns(model, worker),
    taught: (model, labels, truth) =>
      taughtByMarks(
        kind,
        model,
        labels.map(({ text, worker }) => ({ worker, value: kind.read(text) })),
        truth === null ? null : kind.read(truth),
      ),
  };
}

/** Undefined: it is no JSON, and so no value of any kind. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
