import { admitItems, holdItems, problemAt } from '@asg/assets';
import { type GoldRecord, houseCustomerId } from '@asg/domain';
import type { Page, StoredGold } from '@asg/storage';
import type { EngineContext, Violation } from '../context.ts';
import { goldRecord } from '../submission/gold.ts';
import { taskViolations } from '../submission/rules.ts';
import type { IntakeRules, TaskInput } from '../submission/task-input.ts';

/** An item whose answer is known, as the operator gives it, its shape already checked. */
export interface GoldInput
  extends Pick<TaskInput, 'type' | 'data_url' | 'data' | 'label_spec' | 'language' | 'sensitive'> {
  /** One of the options, to the letter. */
  readonly gold_label: string;
  /** Its workers are told the right answer. */
  readonly feedback?: boolean | null;
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
    const nowMs = clock.nowMs();
    const admitted = admitItems(inputs);
    const items = admitted.inputs.map((input, i) => {
      const given = inputs[i] ?? input;
      if (violations.length < violationsMax) violations.push(...taskViolations(given, this.#rules, at(i)));
      const made = goldRecord(input, {
        goldId: ids.next('gold'),
        owner: null,
        jobId: null,
        createdAtMs: nowMs,
      });
      if (made === null) violations.push(notAnOption(at(i)));
      return made;
    });
    if (violations.length > 0) return { kind: 'invalid', violations: violations.slice(0, violationsMax) };
    const records = items.filter((item) => item !== null);
    const shown = records.map(({ goldId: userId, dataUrl }) => ({ userId, dataUrl }));
    const holding = {
      customerId: houseCustomerId,
      items: shown,
      texts: admitted.texts,
      nowMs,
      bytesMax: this.#rules.assetsBytesMax,
    };
    const unheld = await holdItems(storage, holding);
    if (unheld.size > 0)
      return { kind: 'invalid', violations: [...unheld].map(([i, problem]) => problemAt(problem, at(i))) };
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
