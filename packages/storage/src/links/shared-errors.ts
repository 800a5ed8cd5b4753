import {
  type ItemAnswer,
  type ItemAnswers,
  type Meeting,
  noErrors,
  type PartnerErrors,
  type SharedErrors,
  withAnswer,
  withMeetings,
} from '@asg/domain';
import { read, write } from '../records/noun.ts';

interface NewMeetings {
  readonly workerId: string;
  /** Names what they follow from: added once. */
  readonly eventId: string;
  readonly meetings: readonly Meeting[];
}

/** Wrong answers that workers share, by worker. A meeting of two is with the one of them whose answer came later. */
export const sharedErrors = {
  name: 'err',
  reads: {
    of: read(
      (workerId: string) => workerId,
      (found: SharedErrors | null): SharedErrors['partners'] => (found ?? noErrors).partners,
    ),
    with: read(
      ({ workerId }: { readonly workerId: string; readonly partnerId: string }) => workerId,
      (found: SharedErrors | null, { partnerId }): PartnerErrors | null => found?.partners[partnerId] ?? null,
    ),
  },
  writes: {
    /** The worker's partners after it. */
    add: write(
      ({ workerId }: NewMeetings) => workerId,
      (found: SharedErrors | null, { eventId, meetings }) => {
        const before = found ?? noErrors;
        const after = withMeetings(before, eventId, meetings);
        return { after: after === before ? undefined : after, result: after.partners };
      },
    ),
  },
} as const;

/** Who answered the operator's gold items, and what: the latest of each item. */
export const goldAnswers = {
  name: 'gan',
  writes: {
    /** Those who answered it before. */
    put: write(
      ({ goldId }: ItemAnswer & { readonly goldId: string }) => goldId,
      (found: ItemAnswers | null, { workerId, option }) => {
        const { after, before } = withAnswer(found, { workerId, option });
        return { after: after.answers === found?.answers ? undefined : after, result: before };
      },
    ),
  },
} as const;
