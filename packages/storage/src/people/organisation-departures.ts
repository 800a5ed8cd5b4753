import {
  changedOrganisationDeparture,
  leavingLookMs,
  type OrganisationDeparture,
  type OrganisationDepartureChange,
} from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, read, write } from '../records/noun.ts';

interface ChangeDeparture {
  readonly customerId: string;
  readonly change: OrganisationDepartureChange;
}

/** Organisations that are to be erased, or are. */
export const organisationDepartures = {
  name: 'ode',
  reads: {
    get: read(
      (customerId: string) => customerId,
      (found: OrganisationDeparture | null) => found,
    ),
  },
  lists: {
    /** Those with whom something is to be done, by when it is. */
    due: list({
      name: 'organisations leaving',
      place: (departure: OrganisationDeparture) => {
        const atMs = leavingLookMs(departure);
        return atMs === null ? null : { group: '', place: `${momentText(atMs)} ${departure.customerId}` };
      },
      view: (departure) => departure,
    }),
  },
  writes: {
    /** How far it is then; null: it stays. */
    change: write(
      ({ customerId }: ChangeDeparture) => customerId,
      (found: OrganisationDeparture | null, { customerId, change }) => {
        const after = changedOrganisationDeparture(found, customerId, change);
        return { after: after === found ? undefined : after, result: after };
      },
    ),
  },
} as const;
