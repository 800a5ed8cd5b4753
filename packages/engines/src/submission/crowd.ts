import {
  type CoverSource,
  keptLabelSpec,
  type OwnCrowd,
  type Price,
  type Qualification,
  questionKey,
  type TaskOrder,
  unpaid,
} from '@asg/domain';
import type { Violation } from '@asg/people/context';
import { type StorageReader, sha256 } from '@asg/storage';
import type { CrowdInput, TaskInput } from './task-input.ts';

const ownForDefaultSeconds = 3_600;

type Refuse = (field: string, constraint: Violation['constraint'], message: string) => void;

/** What is wrong with whom a task is for, beside what its schema says. `from`: what pays for it, where that is known. */
export function crowdViolations(
  { crowd, own_for, pay_own, qualification }: CrowdInput,
  refuse: Refuse,
  from: CoverSource = 'balance',
): void {
  if (own_for != null && crowd !== 'own_then_public')
    refuse('own_for', 'crowd', 'is of the crowd own_then_public: add crowd');
  if (pay_own === true && (crowd ?? 'public') === 'public')
    refuse('pay_own', 'crowd', 'is of your own people: add crowd, own or own_then_public');
  if (qualification != null && !isWholePercent(qualification.practice))
    refuse('qualification.practice', 'decimals', 'must have two decimals at most, e.g. 0.85');
  const problem = pay_own === true ? payOwnProblem(from) : null;
  if (problem !== null) refuse('pay_own', 'funded_balance', problem);
}

const isWholePercent = (share: number): boolean => Math.abs(share * 100 - percentOf(share)) < 1e-9;
const percentOf = (share: number): number => Math.round(share * 100);

/** What its workers must have practised; null: nothing. */
export function qualificationOf(
  input: Pick<TaskInput, 'type' | 'label_spec' | 'items' | 'kept_spec'> & CrowdInput,
  customerId: string,
): Qualification | null {
  if (input.qualification == null) return null;
  const question = questionOf({ ...input, labelSpec: input.kept_spec ?? keptLabelSpec(input) }, customerId);
  return { question, percent: percentOf(input.qualification.practice) };
}

/** The question whose practice goes with such a task. */
export function questionOf(
  { type, labelSpec, crowd }: Pick<TaskOrder, 'type' | 'labelSpec'> & CrowdInput,
  customerId: string,
): string {
  return questionKey({ customerId, isOwn: crowd === 'own', type, labelSpec }, sha256);
}

/** What is wrong with paying own people out of this; null: nothing. The end of a sentence that begins with the field. */
export function payOwnProblem(from: CoverSource): string | null {
  return from === 'balance'
    ? null
    : 'needs a funded balance: own people are never paid from an allowance; leave it out, and their labels are unpaid';
}

/** The same, where too little came in beside the allowance. */
export function ownShort({
  missingSats,
  freeSats,
}: {
  readonly missingSats: number;
  readonly freeSats: number;
}): string {
  const short = `needs ${missingSats + freeSats} satoshis that came in beside the allowance, and ${freeSats} of them are free`;
  return `${short}: own people are never paid from an allowance`;
}

/** That a task is for own people, from its input; null: it is for the public crowd alone. `hasPeople`: somebody is there. */
export function crowdOf(
  { crowd, own_for, pay_own }: CrowdInput,
  { nowMs, hasPeople }: { readonly nowMs: number; readonly hasPeople: boolean },
): OwnCrowd | null {
  if (crowd == null || crowd === 'public') return null;
  const waitMs = hasPeople ? (own_for ?? ownForDefaultSeconds) * 1_000 : 0;
  return {
    ownUntilMs: crowd === 'own' ? null : nowMs + waitMs,
    ...(pay_own === true && { paysOwn: true }),
  };
}

/** What its labels are paid by: nothing where all of them are of unpaid own people. */
export function priceFor(crowd: OwnCrowd | null, price: Price): Price {
  return crowd !== null && crowd.ownUntilMs === null && crowd.paysOwn !== true ? unpaid : price;
}

/** Whether anybody is in the organisation's pool. */
export async function hasOwnPeople(
  storage: Pick<StorageReader, 'poolMembers'>,
  customerId: string,
): Promise<boolean> {
  return (await storage.poolMembers.ofOrganisation({ group: customerId, limit: 1, after: null })).length > 0;
}
