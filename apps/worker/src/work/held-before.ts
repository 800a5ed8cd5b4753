import type { Assignment } from '@asg/sdk';
import { api } from '../api/clients.ts';

/** An earlier page of this tab gives its lock back while this one loads; another tab keeps it, ms. */
const lockMsMax = 300;

/**
 * What this worker holds and this page does not know of: from before a reload, or from an answer that got lost. Of several tabs
 * one takes it up, the others leave it be: no item is shown in two.
 */
export class HeldBefore {
  readonly #workerId: string;
  readonly #decided: () => Promise<ReadonlySet<string>>;
  #lock: Promise<void> | null = null;
  #isLocked = false;
  #isTakenUp = false;

  /** `decided`: the assignments on which a decision of the worker still has to reach the server. */
  constructor(workerId: string, decided: () => Promise<ReadonlySet<string>>) {
    this.#workerId = workerId;
    this.#decided = decided;
  }

  /** There may be more: an answer got lost. */
  lookAgain(): void {
    this.#isTakenUp = false;
  }

  /** Assignments to go on with, the lease that ends first before others; none where they were taken up already. */
  async takeUp(signal: AbortSignal): Promise<readonly Assignment[]> {
    if (this.#isTakenUp) return [];
    this.#lock ??= this.#locked(signal);
    await Promise.race([this.#lock, new Promise((resolve) => setTimeout(resolve, lockMsMax))]);
    if (!this.#isLocked) return [];
    const before = await this.#decided();
    const held = await api.assignments({ signal });
    // A label that was on its way may have arrived after the server had looked, or been given meanwhile.
    const after = await this.#decided();
    this.#isTakenUp = true;
    return held.filter(({ assignment_id: id }) => !before.has(id) && !after.has(id));
  }

  /** Those of these that the worker holds no longer: none where the server does not answer. */
  async goneOf(assignmentIds: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const held = await api.assignments({ signal }).catch(() => null);
    const still = new Set(held?.map(({ assignment_id: id }) => id) ?? assignmentIds);
    return new Set(assignmentIds.filter((id) => !still.has(id)));
  }

  /** Resolves once this tab is the one; it stays so until `signal`, or the end of the page. */
  #locked(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const untilStopped = (): Promise<void> => {
        this.#isLocked = true;
        resolve();
        return new Promise((stopped) => signal.addEventListener('abort', () => stopped(), { once: true }));
      };
      navigator.locks.request(`asg-held-${this.#workerId}`, { signal }, untilStopped).catch(() => {});
    });
  }
}
