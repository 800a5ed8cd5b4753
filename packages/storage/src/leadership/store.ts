import type { HoldLeadership, LeadershipRecord } from '@asg/domain';

export interface LeadershipReader {
  /** Null: nobody ever held it. It may have lapsed: `untilMs`. */
  get(name: string): Promise<LeadershipRecord | null>;
}

export interface LeadershipWriter {
  /**
   * Takes a lease that is free, or keeps one's own, for `holdMs` from now; 0 lets it go. Null: another holds it. There are
   * a bounded number of names: none is ever forgotten.
   */
  hold(request: HoldLeadership): Promise<LeadershipRecord | null>;
}

export interface LeadershipStore extends LeadershipReader, LeadershipWriter {}
