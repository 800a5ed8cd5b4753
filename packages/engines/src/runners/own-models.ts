import {
  comparesItems,
  type ModelTemplate,
  marksItems,
  modelKeyContext,
  newOwnModel,
  type OwnModel,
  ownModelsMax,
} from '@asg/domain';
import type { ModelScores, TaskType } from '@asg/domain/names';
import { type Outbound, OutboundRefused } from '@asg/outbound';
import type { EngineContext, Violation } from '@asg/people/context';
import type { Sealer } from '@asg/runtime';

/** Terms as a customer sends them, their shape already checked; null means absent. */
export interface ModelInput {
  readonly url?: string | null;
  readonly model?: string | null;
  readonly api_key?: string | null;
  readonly scores?: ModelScores | null;
  readonly instructions?: string | null;
  readonly templates?:
    | readonly {
        readonly task_type: TaskType;
        readonly options?: readonly string[] | null;
      }[]
    | null;
  readonly requests_per_day?: number | null;
  readonly concurrency?: number | null;
  readonly active?: boolean | null;
}

export interface NewModelInput extends ModelInput {
  readonly name: string;
  readonly url: string;
  readonly model: string;
  readonly templates: NonNullable<ModelInput['templates']>;
  readonly requests_per_day: number;
  /** Of tasks, Unix ms; null: only those that come now. */
  readonly fromMs: number | null;
}

export type AddModelResult =
  | { readonly kind: 'added'; readonly model: OwnModel }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'exists' }
  | { readonly kind: 'too_many' };
export type ChangeModelResult =
  | { readonly kind: 'changed'; readonly model: OwnModel }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'not_found' };

const concurrencyDefault = 4;

/** Customers' models that the server asks for predictions. Every method sees one customer's alone. */
export class OwnModels {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #outbound: Pick<Outbound, 'check'>;
  readonly #sealer: Sealer;

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock'>,
    parts: { readonly outbound: Pick<Outbound, 'check'>; readonly sealer: Sealer },
  ) {
    this.#context = context;
    this.#outbound = parts.outbound;
    this.#sealer = parts.sealer;
  }

  async add(customerId: string, input: NewModelInput): Promise<AddModelResult> {
    const { name, url, model, templates, requests_per_day: requestsPerDay } = input;
    const violations = this.#violations(input);
    if (violations.length > 0) return { kind: 'invalid', violations };
    const { storage, clock } = this.#context;
    const known = await this.list(customerId);
    if (known.some((one) => one.name === name)) return { kind: 'exists' };
    if (known.length >= ownModelsMax) return { kind: 'too_many' };
    const nowMs = clock.nowMs();
    const added = newOwnModel(
      {
        customerId,
        name,
        url,
        model,
        templates: templates.map(templateOf),
        requestsPerDay,
        sealedKey: input.api_key == null ? null : this.#sealed(customerId, name, input.api_key),
        scores: input.scores ?? 'none',
        instructions: input.instructions ?? null,
        concurrency: input.concurrency ?? concurrencyDefault,
      },
      { nowMs, fromMs: input.fromMs ?? nowMs },
    );
    return (await storage.ownModels.add(added)) ? { kind: 'added', model: added } : { kind: 'exists' };
  }

  /** By name. */
  list(customerId: string): Promise<readonly OwnModel[]> {
    return this.#context.storage.ownModels.ofCustomer({
      group: customerId,
      limit: 2 * ownModelsMax,
      after: null,
    });
  }

  /** What is absent stays. `active: true` also clears why the server switched it off. */
  async change(customerId: string, name: string, input: ModelInput): Promise<ChangeModelResult> {
    const violations = this.#violations(input);
    if (violations.length > 0) return { kind: 'invalid', violations };
    const { storage, clock } = this.#context;
    const { url, model, scores, instructions, templates, concurrency, active } = input;
    const change = {
      ...(url != null && { url }),
      ...(model != null && { model }),
      ...(input.api_key != null && { sealedKey: this.#sealed(customerId, name, input.api_key) }),
      ...(scores != null && { scores }),
      ...(instructions != null && { instructions: instructions === '' ? null : instructions }),
      ...(templates != null && { templates: templates.map(templateOf) }),
      ...(input.requests_per_day != null && { requestsPerDay: input.requests_per_day }),
      ...(concurrency != null && { concurrency }),
      ...(active != null && { active }),
    };
    const after = await storage.ownModels.change({ customerId, name, change, nowMs: clock.nowMs() });
    return after === null ? { kind: 'not_found' } : { kind: 'changed', model: after };
  }

  /** False: the customer has none of that name. What it said already stays with the tasks. */
  async remove(customerId: string, name: string): Promise<boolean> {
    const { ownModels } = this.#context.storage;
    if ((await ownModels.get({ customerId, name })) === null) return false;
    await ownModels.remove({ customerId, name });
    return true;
  }

  #sealed(customerId: string, name: string, key: string): string {
    return this.#sealer.seal(key, modelKeyContext({ customerId, name }));
  }

  #violations({ url, templates }: ModelInput): readonly Violation[] {
    const found: Violation[] = [];
    for (const [i, { task_type, options }] of (templates ?? []).entries()) {
      if (marksItems(task_type)) {
        const field = `templates.${i}.task_type`;
        const message = `${field} must not be ${task_type}: the server cannot ask models for boxes and spans`;
        found.push({ field, constraint: 'task_type', message });
        continue;
      }
      if (options != null && comparesItems(task_type)) {
        const field = `templates.${i}.options`;
        found.push({ field, constraint: 'task_type', message: `${field} is not of ${task_type}` });
      }
      if (options != null && new Set(options).size < options.length) {
        const field = `templates.${i}.options`;
        found.push({ field, constraint: 'repeated', message: `${field} must not have an option twice` });
      }
    }
    if (url == null) return found;
    try {
      this.#outbound.check(url);
    } catch (error) {
      if (!(error instanceof OutboundRefused)) throw error;
      const message = `url cannot be used: ${error.reason}`;
      found.push({ field: 'url', constraint: 'public_https_url', message });
    }
    return found;
  }
}

const templateOf = ({
  task_type: type,
  options = null,
}: NonNullable<ModelInput['templates']>[number]): ModelTemplate => ({ type, options });
