import type { Figure } from '../figures.ts';
import { honestClass } from './class.ts';
import { blindFarmers, trustFarmers } from './farmers.ts';
import { ownPayers, poolForgers } from './own.ts';
import { goldPoisoners } from './poisoners.ts';
import { rememberers } from './rememberers.ts';
import { reversers } from './reversers.ts';
import { colluders, oneModel, sybils } from './rings.ts';
import { goldSpotters, spottingLiars } from './spotters.ts';
import { cancelLoops, goldForMoney, hoppers, selfDealing, walletChangers } from './takers.ts';

/** Tries something, in a world of their own; gives what was gained and spoiled. */
export type Adversary = (seed: number) => Promise<readonly Figure[]>;

export const adversaries: Readonly<Record<string, Adversary>> = {
  'gold spotters': goldSpotters,
  'spotting liars': spottingLiars,
  'gold poisoners': goldPoisoners,
  'those who remember': rememberers,
  'trust farmers': trustFarmers,
  'blind farmers': blindFarmers,
  'sybil majority': sybils,
  'lock-step colluders': colluders,
  'one model': oneModel,
  'self-dealing': selfDealing,
  'gold for money': goldForMoney,
  'cancel loops': cancelLoops,
  'account hoppers': hoppers,
  'wallet changers': walletChangers,
  'payers of their own': ownPayers,
  'forgers of pool links': poolForgers,
  'reversed deposits': reversers,
  'a class in one room': honestClass,
};
