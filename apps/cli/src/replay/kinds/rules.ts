import type { Combined, CrowdModel, Ground, Kind } from '@asg/kinds';
import { newCrowdModel } from '@asg/kinds';

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
  /** What a text says of each unit. */
  readonly answers: (text: string) => readonly number[];
  readonly newModel: () => CrowdModel;
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
    answers: (text) => kind.answers(valueIn(text), spec),
    newModel: () => newCrowdModel(kind.units(spec)),
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
