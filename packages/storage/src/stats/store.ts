import type { DateRange, StatsRecord } from './records.ts';

export interface StatsReader {
  get(customerId: string, range: DateRange): Promise<StatsRecord>;
}
