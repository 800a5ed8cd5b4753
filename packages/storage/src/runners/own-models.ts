import {
  changedModel,
  type ModelChange,
  type ModelStep,
  type OwnModel,
  steppedModel,
  takenOfBudget,
} from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type Name = Pick<OwnModel, 'customerId' | 'name'>;

const keyOf = ({ customerId, name }: Name): string => `${customerId} ${name}`;
const placeLength = 16;

interface Take extends Name {
  /** Names what is taken: repeated, it takes nothing. */
  readonly id: string;
  readonly count: number;
  readonly nowMs: number;
}
interface Change extends Name {
  readonly change: ModelChange;
  readonly nowMs: number;
}
interface Step extends Name {
  readonly step: ModelStep;
}

/** Customers' models that the server asks for predictions. */
export const ownModels = {
  name: 'omd',
  reads: { get: read(keyOf, (found: OwnModel | null) => found) },
  lists: {
    /** A customer's, by name. */
    ofCustomer: list({
      name: 'own models',
      place: ({ customerId, name }: OwnModel) => ({ group: customerId, place: name }),
      view: (model) => model,
    }),
    /** Of all customers, those that are switched on, by when there is something to do. */
    due: list({
      name: 'own models due',
      place: (model: OwnModel) =>
        model.active
          ? { group: '', place: `${String(model.dueAtMs).padStart(placeLength, '0')} ${keyOf(model)}` }
          : null,
      view: (model) => model,
    }),
  },
  writes: {
    /** False: there is one of that name already. */
    add: write(keyOf, (found: OwnModel | null, model: OwnModel) => {
      if (found === null) return { after: model, result: true };
      return { result: found.createdAtMs === model.createdAtMs && found.sealedKey === model.sealedKey };
    }),
    /** The model after it; null: there is none. */
    change: write(keyOf, (found: OwnModel | null, { change, nowMs }: Change) => {
      const after = found && changedModel(found, change, nowMs);
      return { after: after ?? undefined, result: after };
    }),
    /** How many requests of the day's budget there were to be had. */
    take: write(keyOf, (found: OwnModel | null, taken: Take) => {
      if (found === null) return { result: 0 };
      const { model, granted } = takenOfBudget(found, taken);
      return { after: model === found ? undefined : model, result: granted };
    }),
    /** What became of a step from the state that was read. */
    step: write(keyOf, (found: OwnModel | null, { step }: Step) => ({
      after: (found && steppedModel(found, step)) ?? undefined,
      result: null,
    })),
    remove: write(keyOf, (found: OwnModel | null, _name: Name) => ({
      after: found === null ? undefined : null,
      result: null,
    })),
  },
} as const;
