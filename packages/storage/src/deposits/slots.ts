import { type DepositSlot, withDepositSlot } from '@asg/domain';
import { write } from '../records/noun.ts';

interface TakeSlot extends DepositSlot {
  readonly customerId: string;
}

/** Which deposits customers asked for in the last day, in one record for each customer: so their number is exact. */
export const depositSlots = {
  name: 'dsl',
  writes: {
    /** Whether the deposit has a slot of its customer's day. One that is not opened after all keeps it until the day is over. */
    take: write(
      ({ customerId }: TakeSlot) => customerId,
      (found: readonly DepositSlot[] | null, { depositId, atMs }) => {
        const slots = withDepositSlot(found ?? [], { depositId, atMs });
        return { after: slots ?? undefined, result: slots !== null };
      },
    ),
  },
} as const;
