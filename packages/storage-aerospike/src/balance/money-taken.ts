import { dayOf, purseBins } from '../accounts/customer-kind.ts';
import type { Driver, Operation } from '../cluster/driver.ts';
import { type Expression, exp } from '../cluster/expressions.ts';
import type { Taking } from './taking.ts';

/** What is known of a customer from the last look, or taking. */
export interface Remembered {
  /** What closed tasks gave back less what they cost, at least: it never becomes less. */
  readonly backSats: number;
  readonly day: number;
  /** What tasks for own people gave back, at least. */
  readonly ownBackSats: number;
  /** As it stands in the record of this revision. */
  readonly allowanceSats: number;
  readonly revision: number;
}
export const unknown: Remembered = { backSats: 0, day: 0, ownBackSats: 0, allowanceSats: 0, revision: -1 };

interface Money {
  readonly operations: readonly Operation[];
  readonly conditions: readonly Expression[];
  /** On which it is taken. */
  readonly day: number;
}

/** What takes the money, and when it may: so much is free, and the customer's limit of the day allows it. */
export function moneyTaken(driver: Driver, takings: readonly Taking[], known: Remembered): Money {
  const wantedSats = takings.reduce((sum, taking) => sum + taking.sats, 0);
  if (wantedSats === 0) return { operations: [], conditions: [], day: known.day };
  const { operations } = driver;
  const { net, day, daySats, dayLimit } = purseBins;
  const today = Math.max(...takings.map(({ nowMs }) => dayOf(nowMs)));
  const isSameDay = known.day >= today;
  const isNewDay = exp.or(exp.not(exp.binExists(day)), exp.lt(exp.binInt(day), exp.int(today)));
  const isUnlimited = exp.not(exp.binExists(dayLimit));
  const own = ownMoneyTaken(driver, takings, known);
  return {
    operations: [
      operations.incr(net, -wantedSats),
      ...own.operations,
      ...(isSameDay
        ? [operations.incr(daySats, wantedSats)]
        : [operations.write(day, today), operations.write(daySats, wantedSats)]),
    ],
    conditions: [
      exp.ge(exp.binInt(net), exp.int(wantedSats - known.backSats)),
      ...own.conditions,
      isSameDay ? exp.ge(exp.binInt(day), exp.int(today)) : isNewDay,
      exp.or(
        isUnlimited,
        isSameDay
          ? exp.le(exp.binInt(daySats), exp.sub(exp.binInt(dayLimit), exp.int(wantedSats)))
          : exp.ge(exp.binInt(dayLimit), exp.int(wantedSats)),
      ),
    ],
    day: Math.max(known.day, today),
  };
}

/** Tasks for own people take from what came in beside the allowance, which changes with the record alone. */
function ownMoneyTaken(
  { operations }: Driver,
  takings: readonly Taking[],
  { ownBackSats, allowanceSats, revision }: Remembered,
): Omit<Money, 'day'> {
  const wantedSats = takings.reduce((sum, { ownSats }) => sum + ownSats, 0);
  if (wantedSats === 0) return { operations: [], conditions: [] };
  return {
    operations: [operations.incr(purseBins.ownTaken, wantedSats)],
    conditions: [
      exp.eq(exp.binInt('rev'), exp.int(revision)),
      enteredBeside(wantedSats + allowanceSats - ownBackSats),
    ],
  };
}

/** Holds where so much was entered beyond what tasks for own people ever reserved. */
export function enteredBeside(sats: number): Expression {
  const { entered, ownTaken } = purseBins;
  const hasTaken = exp.binExists(ownTaken);
  const ofAll = exp.ge(exp.binInt(entered), exp.int(sats));
  const ofRest = exp.ge(exp.sub(exp.binInt(entered), exp.binInt(ownTaken)), exp.int(sats));
  return exp.or(exp.and(exp.not(hasTaken), ofAll), exp.and(hasTaken, ofRest));
}
