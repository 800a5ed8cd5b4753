import type { ResultFigures } from '@asg/domain';
import type { DateRange, StatsRecord } from './records.ts';

export interface StatsReader {
  get(customerId: string, range: DateRange): Promise<StatsRecord>;
  /** Sums of results by name, in order; empty where nothing was added. */
  results(names: readonly string[]): Promise<readonly ResultFigures[]>;
}
