import { admitItems, holdItems, problemAt } from '@asg/assets';
import {
  type GoldRecord,
  type GoldUse,
  givenStart,
  houseCustomerId,
  keptLabelSpec,
  type LabelSpec,
  type PracticeItem,
} from '@asg/domain';
import type { EngineContext, Violation } from '@asg/people/context';
import type { Page, StoredGold } from '@asg/storage';
import { questionOf } from '../submission/crowd.ts';
import { goldRecord } from '../submission/gold.ts';
import { listPractice } from '../submission/practice.ts';
import { taskViolations } from '../submission/rules.ts';
import type { IntakeRules, TaskInput } from '../submission/task-input.ts';

/** An item whose answer is known, its shape already checked. */
export interface GoldInput
  extends Pick<
    TaskInput,
    'type' | 'data_url' | 'data' | 'items' | 'label_spec' | 'language' | 'sensitive' | 'predictions'
  > {
  /** One of the options, to the letter; of another kind the JSON of a value. */
  readonly gold_label: string;
  /** Its workers are told the right answer. */
  readonly feedback?: boolean | null;
  readonly use?: GoldUse | null;
  /** With `practice`: own people alone learn by it. */
  readonly crowd?: 'public' | 'own' | null;
  readonly reason?: string | null;
}

export type AddGoldResult =
  | { readonly kind: 'added'; readonly items: readonly GoldRecord[] }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] };

type Context = Pick<EngineContext, 'storage' | 'clock' | 'ids'>;

/** Whose items are added, and how they came. `at` names an item by its index in the path of a bad field. */
interface Adding {
  /** Null: the operator. */
  readonly owner: string | null;
  readonly fromFile?: boolean;
  readonly at?: (index: number) => string;
}

const violationsMax = 100;

/** Adds all items or none. */
export async function addGold(
  { storage, clock, ids }: Context,
  rules: IntakeRules,
  inputs: readonly GoldInput[],
  { owner, fromFile = false, at = () => '' }: Adding,
): Promise<AddGoldResult> {
  const violations: Violation[] = [];
  const nowMs = clock.nowMs();
  const admitted = admitItems(inputs);
  const items = admitted.inputs.map((input, i) => {
    const given = inputs[i] ?? input;
    if (violations.length >= violationsMax) return null;
    const { crowd: _crowd, ...task } = given;
    const wrong = [...taskViolations(task, rules, at(i)), ...useViolations(given, at(i))];
    violations.push(...wrong);
    if (wrong.length > 0) return null;
    const labelSpec = keptLabelSpec(input);
    const place = { goldId: ids.next('gold'), owner, jobId: null, createdAtMs: nowMs };
    const start = givenStart({ labelSpec }, given.predictions);
    const practice = practiceOf(given, labelSpec, owner);
    const made = goldRecord({ ...input, labelSpec, start, practice }, place);
    if (made === null) violations.push(notAnOption('gold_label', at(i)));
    const { reason } = given;
    return (
      made && { ...made, ...(reason != null && { reason }), ...(fromFile && { fromFile: true as const }) }
    );
  });
  if (violations.length > 0) return { kind: 'invalid', violations: violations.slice(0, violationsMax) };
  const records = items.filter((item) => item !== null);
  const shown = records.map(({ goldId: userId, dataUrl }) => ({ userId, dataUrl }));
  const holding = {
    customerId: owner ?? houseCustomerId,
    items: shown,
    texts: admitted.texts,
    nowMs,
    bytesMax: rules.assetsBytesMax,
  };
  const unheld = await holdItems(storage, holding);
  if (unheld.size > 0)
    return { kind: 'invalid', violations: [...unheld].map(([i, problem]) => problemAt(problem, at(i))) };
  await listPractice(storage, records, nowMs);
  await storage.gold.add(records);
  return { kind: 'added', items: records };
}

/** Of which question's practice an item is to be; null: of none. */
function practiceOf(
  { use, crowd, reason, type }: GoldInput,
  labelSpec: LabelSpec,
  owner: string | null,
): PracticeItem | null {
  if (use !== 'practice' || owner === null) return null;
  return {
    question: questionOf({ type, labelSpec, crowd: crowd ?? null }, owner),
    ...(crowd === 'own' && { own: true }),
    ...(reason != null && { explanation: reason }),
  };
}

function useViolations({ use, feedback, crowd }: GoldInput, at: string): readonly Violation[] {
  const wrong = (field: string, why: string): Violation[] => {
    return [{ field: at + field, constraint: 'use', message: `${at}${field} ${why}: leave it out` }];
  };
  if (use === 'practice' && feedback === true)
    return wrong('feedback', 'is of gold among tasks, and practice always tells the answer');
  return use !== 'practice' && crowd === 'own'
    ? wrong('crowd', 'is of practice: gold goes before your tasks, whoever labels them')
    : [];
}

/** The operator's gold items: what workers are measured by, mixed among everybody's tasks. */
export class GoldItems {
  readonly #context: Context;
  readonly #rules: IntakeRules;

  constructor(context: Context, rules: IntakeRules) {
    this.#context = context;
    this.#rules = rules;
  }

  add(inputs: readonly GoldInput[], at?: (index: number) => string): Promise<AddGoldResult> {
    return addGold(this.#context, this.#rules, inputs, { owner: null, ...(at !== undefined && { at }) });
  }

  list(page: Page & { readonly owner?: string | null }): Promise<readonly StoredGold[]> {
    return this.#context.storage.gold.list(page);
  }

  /** The item is given out no more; null: there is none. */
  retire(goldId: string): Promise<StoredGold | null> {
    return this.#context.storage.gold.retire({ goldId, nowMs: this.#context.clock.nowMs() });
  }
}

export function notAnOption(name: string, at = ''): Violation {
  const field = `${at}${name}`;
  return { field, constraint: 'option', message: `${field} must be one of the options, to the letter` };
}
