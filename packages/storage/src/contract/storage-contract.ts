import { describe, test } from 'node:test';
import { accountSuite } from '../accounts/accounts.suite.ts';
import { customerSuite } from '../accounts/customers.suite.ts';
import { consoleSessionSuite } from '../accounts/sessions.suite.ts';
import { workerSuite } from '../accounts/workers.suite.ts';
import { assetSuite } from '../assets/assets.suite.ts';
import { balanceSuite } from '../balance/balance.suite.ts';
import { goldBillSuite } from '../balance/gold-bill.suite.ts';
import { lowBalanceSuite } from '../balance/low.suite.ts';
import { ownMoneySuite } from '../balance/own-money.suite.ts';
import { billingSuite } from '../billing/billing.suite.ts';
import { billingPartySuite } from '../billing/parties.suite.ts';
import { depositSuite } from '../deposits/deposits.suite.ts';
import { refundSuite } from '../deposits/refunds.suite.ts';
import { eventSuite } from '../events/events.suite.ts';
import { faultyStorage, retryingStorage } from '../faults/faulty-storage.ts';
import { jobSuite } from '../jobs/jobs.suite.ts';
import { leadershipSuite } from '../leadership/leadership.suite.ts';
import { linkedClaimSuite } from '../links/linked-claims.suite.ts';
import { linkSuite } from '../links/links.suite.ts';
import { lookSuite } from '../looks/looks.suite.ts';
import { heldCoinSuite } from '../payouts/held-coins.suite.ts';
import { holdSuite } from '../payouts/holds.suite.ts';
import { paymailSuite } from '../payouts/paymail.suite.ts';
import { payoutSuite } from '../payouts/payouts.suite.ts';
import { walletChangeSuite } from '../payouts/wallet-changes.suite.ts';
import { factorsSuite } from '../people/factors.suite.ts';
import { leavingSuite } from '../people/leaving.suite.ts';
import { organisationLeavingSuite } from '../people/organisation-leaving.suite.ts';
import { peopleSuite } from '../people/people.suite.ts';
import { poolSuite } from '../pools/pools.suite.ts';
import type { Storage } from '../port.ts';
import { practiceSuite } from '../practice/practice.suite.ts';
import { pushSuite } from '../push/push.suite.ts';
import { reportSuite } from '../reports/reports.suite.ts';
import { ownModelSuite } from '../runners/own-models.suite.ts';
import { laneSuite } from '../settlement/lanes.suite.ts';
import { replacementSuite } from '../settlement/replacement.suite.ts';
import { reservationSuite } from '../settlement/reservations.suite.ts';
import { settlementSuite } from '../settlement/settlement.suite.ts';
import { resultSuite } from '../stats/results.suite.ts';
import { standingSuite } from '../stats/standings.suite.ts';
import { statsSuite } from '../stats/stats.suite.ts';
import { vitalSuite } from '../stats/vitals.suite.ts';
import { erasingSuite } from '../tasks/erasing.suite.ts';
import { intakeSuite } from '../tasks/intake.suite.ts';
import { kindsSuite } from '../tasks/kinds.suite.ts';
import { namedListSuite } from '../tasks/named-lists.suite.ts';
import { reviewsSuite } from '../tasks/reviews.suite.ts';
import { taskListSuite } from '../tasks/task-list.suite.ts';
import { taskSuite } from '../tasks/tasks.suite.ts';
import { trailSuite } from '../trail/trail.suite.ts';
import { appealSuite } from '../trust/appeals.suite.ts';
import { goldSuite } from '../trust/gold.suite.ts';
import { goldListsSuite } from '../trust/gold-lists.suite.ts';
import { modelSuite } from '../trust/models.suite.ts';
import { ownerSuite } from '../trust/owners.suite.ts';
import { predictionSuite } from '../trust/predictions.suite.ts';
import { trustSuite } from '../trust/trust.suite.ts';
import { unseenSuite } from '../trust/unseen.suite.ts';
import { claimSuite } from '../work/claims.suite.ts';
import { queueSuite } from '../work/queue.suite.ts';
import { tellingSuite } from '../work/telling.suite.ts';
import { durabilitySuite } from './durability.suite.ts';
import { interleavingSuite } from './interleaving.suite.ts';
import { Stage } from './stage.ts';
import type { Suite } from './suite.ts';

/** Opens an empty store. `reopen` closes it and opens what it left behind; absent where nothing outlives it. */
export type OpenStorage = () => Promise<{
  readonly storage: Storage;
  readonly reopen?: () => Promise<Storage>;
  readonly close: () => Promise<void>;
}>;

const suites: readonly Suite[] = [
  customerSuite,
  accountSuite,
  consoleSessionSuite,
  intakeSuite,
  taskSuite,
  erasingSuite,
  queueSuite,
  assetSuite,
  claimSuite,
  practiceSuite,
  pushSuite,
  vitalSuite,
  standingSuite,
  tellingSuite,
  linkedClaimSuite,
  linkSuite,
  workerSuite,
  trustSuite,
  unseenSuite,
  ownerSuite,
  goldSuite,
  goldListsSuite,
  modelSuite,
  predictionSuite,
  appealSuite,
  jobSuite,
  leadershipSuite,
  laneSuite,
  reservationSuite,
  settlementSuite,
  payoutSuite,
  paymailSuite,
  heldCoinSuite,
  holdSuite,
  walletChangeSuite,
  lookSuite,
  peopleSuite,
  trailSuite,
  poolSuite,
  factorsSuite,
  leavingSuite,
  organisationLeavingSuite,
  replacementSuite,
  balanceSuite,
  ownMoneySuite,
  lowBalanceSuite,
  goldBillSuite,
  billingSuite,
  depositSuite,
  refundSuite,
  reportSuite,
  billingPartySuite,
  ownModelSuite,
  statsSuite,
  resultSuite,
  taskListSuite,
  namedListSuite,
  reviewsSuite,
  kindsSuite,
  eventSuite,
  durabilitySuite,
  interleavingSuite,
];

const faultSeed = 20_250_615;
const faults = { refused: 0.1, lostAnswer: 0.15, delayed: 0.2 };

/** What stands before the engine: nothing, or a network that loses requests and answers, with a caller who sends the same again. */
export type ContractNetwork = 'none' | 'lossy';

/** Defines the contract tests of the port for one engine, behind each of the networks. */
export function storageContract(
  name: string,
  openStorage: OpenStorage,
  networks: readonly ContractNetwork[] = ['none', 'lossy'],
): void {
  for (const lossy of networks.map((network) => network === 'lossy')) {
    describe(`${name}${lossy ? `, answers lost (seed ${faultSeed})` : ''}`, () => {
      for (const [title, run] of suites.flatMap((group) => Object.entries(group))) {
        test(title, async () => {
          const { storage, reopen, close } = await openStorage();
          const behind = (inner: Storage): Storage =>
            lossy ? retryingStorage(faultyStorage(inner, { seed: faultSeed, ...faults }).storage) : inner;
          try {
            await run(
              new Stage({
                storage: behind(storage),
                lossy,
                ...(reopen && { reopen: async () => behind(await reopen()) }),
              }),
            );
          } finally {
            await close();
          }
        });
      }
    });
  }
}
