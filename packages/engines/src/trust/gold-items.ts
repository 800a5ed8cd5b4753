import type { GoldRecord } from '@asg/domain';
import type { Page, StoredGold } from '@asg/storage';
import type { EngineContext, Violation } from '../context.ts';
import { goldRecord } from '../submission/gold.ts';
import { taskViolations } from '../submission/rules.ts';
import type { IntakeRules, TaskInput } from '../submission/task-input.ts';

/** An item whose answer is known, as the operator gives it, its shape already checked. */
export interface GoldInput extends Pick<TaskInput, 'type' | 'data_url' | 'label_spec' | 'language'> {
  /** One of the options, to the letter. */
  readonly gold_label: string;
}

export type AddGoldResult =
  | { readonly kind: 'added'; readonly items: readonly GoldRecord[] }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] };

const violationsMax = 100;

/** The operator's gold items: what workers are measured by, mixed among everybody's tasks. */
export class GoldItems {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>;
  readonly #rules: IntakeRules;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>, rules: IntakeRules) {
    this.#context = context;
    this.#rules = rules;
  }

  /** Adds all items or none. `at` names an item by its index in the path of a bad field. */
  async add(inputs: readonly GoldInput[], at: (index: number) => string = () => ''): Promise<AddGoldResult> {
    const { storage, clock, ids } = this.#context;
    const violations: Violation[] = [];
    const items = inputs.map((input, i) => {
      if (violations.length < violationsMax) violations.push(...taskViolations(input, this.#rules, at(i)));
      const made = goldRecord(input, {
        goldId: ids.next('gold'),
        owner: null,
        jobId: null,
        createdAtMs: clock.nowMs(),
      });
      if (made === null) violations.push(notAnOption(at(i)));
      return made;
    });
    if (violations.length > 0) return { kind: 'invalid', violations: violations.slice(0, violationsMax) };
    const records = items.filter((item) => item !== null);
    await storage.gold.add(records);
    return { kind: 'added', items: records };
  }

  list(page: Page & { readonly owner?: string | null }): Promise<readonly StoredGold[]> {
    return this.#context.storage.gold.list(page);
  }

  /** The item is given out no more; null: there is none. */
  retire(goldId: string): Promise<StoredGold | null> {
    return this.#context.storage.gold.retire({ goldId, nowMs: this.#context.clock.nowMs() });
  }
}

function notAnOption(at: string): Violation {
  const field = `${at}gold_label`;
  return { field, constraint: 'option', message: `${field} must be one of the options, to the letter` };
}
