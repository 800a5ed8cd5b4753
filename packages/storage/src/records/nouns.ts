import { assets, assetTotals, assetUses } from '../assets/assets.ts';
import { forgotten } from '../assets/forgotten.ts';
import { billingParties, invoiceParties } from '../billing/parties.ts';
import { deposits } from '../deposits/deposits.ts';
import { depositPayments } from '../deposits/payments.ts';
import { refunds } from '../deposits/refunds.ts';
import { depositSlots } from '../deposits/slots.ts';
import { repeatedLines } from '../jobs/repeated-lines.ts';
import { leadership } from '../leadership/store.ts';
import { links } from '../links/links.ts';
import { marks } from '../links/marks.ts';
import { goldAnswers, sharedErrors } from '../links/shared-errors.ts';
import { looks } from '../looks/looks.ts';
import { lookWalks } from '../looks/walks.ts';
import { holds } from '../payouts/holds.ts';
import { walletChanges } from '../payouts/wallet-changes.ts';
import { addresses } from '../people/addresses.ts';
import { mailLinks } from '../people/mail-links.ts';
import { mails } from '../people/mails.ts';
import { members } from '../people/members.ts';
import { organisationDepartures } from '../people/organisation-departures.ts';
import { persons } from '../people/persons.ts';
import { personSessions } from '../people/sessions.ts';
import { teams } from '../people/teams.ts';
import { poolInvitations, poolMembers } from '../pools/pools.ts';
import { practices } from '../practice/practices.ts';
import { questions } from '../practice/questions.ts';
import { pushes, pushKeys } from '../push/pushes.ts';
import { reportCounts, reports } from '../reports/reports.ts';
import { ownModels } from '../runners/own-models.ts';
import { headers } from '../settlement/headers.ts';
import { moves } from '../settlement/moves.ts';
import { standings } from '../stats/standings.ts';
import { vitals } from '../stats/vitals.ts';
import { listWalks } from '../tasks/list-walks.ts';
import { listedKeys } from '../tasks/listed-keys.ts';
import { trailEntries } from '../trail/entries.ts';
import { trailHeads } from '../trail/heads.ts';
import { webhooks } from '../webhooks/store.ts';
import type { NounReader, NounWriter, RecordNouns, StoresOf } from './noun.ts';
import { type RecordKeeper, recordStores } from './stores.ts';

/** The small nouns, by the name they are called by in the port. A new one is added here, and nowhere else. */
export const recordNouns = {
  addresses,
  assets,
  assetUses,
  assetTotals,
  billingParties,
  invoiceParties,
  forgotten,
  webhooks,
  moves,
  organisationDepartures,
  ownModels,
  headers,
  holds,
  leadership,
  deposits,
  depositPayments,
  depositSlots,
  links,
  listedKeys,
  listWalks,
  looks,
  lookWalks,
  mailLinks,
  mails,
  marks,
  members,
  sharedErrors,
  goldAnswers,
  persons,
  personSessions,
  poolInvitations,
  poolMembers,
  practices,
  pushes,
  pushKeys,
  questions,
  refunds,
  repeatedLines,
  reports,
  reportCounts,
  teams,
  trailEntries,
  trailHeads,
  standings,
  vitals,
  walletChanges,
} satisfies RecordNouns;

export type RecordNounName = keyof typeof recordNouns;
export type RecordReaders = { readonly [Name in RecordNounName]: NounReader<(typeof recordNouns)[Name]> };
export type RecordWriters = { readonly [Name in RecordNounName]: NounWriter<(typeof recordNouns)[Name]> };
export type RecordStores = StoresOf<typeof recordNouns>;

/** What an engine's storage is: it has the small nouns as members of its own. */
export const WithRecords: new (keeper: RecordKeeper) => RecordStores = class {
  constructor(keeper: RecordKeeper) {
    Object.assign(this, recordStores(keeper, recordNouns));
  }
} as new (
  keeper: RecordKeeper,
) => RecordStores;
