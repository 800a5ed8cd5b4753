import type { RecordStores } from '@asg/storage';
import type { HeldCoins } from '../payouts/held-coins.ts';
import type { PaymailStore } from '../payouts/paymail.ts';
import type { PayoutStore } from '../payouts/write.ts';
import type { TaskStore } from '../tasks/write.ts';
import type { SpentCoins } from './coins.ts';
import type { LaneStore } from './lanes.ts';
import type { Reservations } from './reservations.ts';

/** All that a settlement is decided by, and that changes with it. */
export interface SettlementParts {
  readonly tasks: TaskStore;
  readonly lanes: LaneStore;
  readonly reservations: Reservations;
  readonly coins: SpentCoins;
  readonly moves: RecordStores['moves'];
  readonly payouts: PayoutStore;
  readonly heldCoins: HeldCoins;
  readonly paymail: PaymailStore;
}
