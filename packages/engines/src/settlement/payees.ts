import { heldAddress, lockingScriptOfAddress, type TreasuryKey } from '@asg/chain';
import type { Sats } from '@asg/domain';
import type { StorageReader } from '@asg/storage';

/** Deriving a held address takes two multiplications on the curve, so the latest ones are kept. */
const heldScriptsMax = 50_000;

export interface Payee {
  readonly lockingScript: string;
  readonly carriedSats: Sats;
}

/** Where each worker is paid: at their own address, or at one held for them. */
export class Payees {
  readonly #storage: StorageReader;
  readonly #treasury: TreasuryKey;
  readonly #heldScripts = new Map<string, string>();

  constructor(storage: StorageReader, treasury: TreasuryKey) {
    this.#storage = storage;
    this.#treasury = treasury;
  }

  async of(workerIds: readonly string[]): Promise<ReadonlyMap<string, Payee>> {
    const payees = await Promise.all(
      workerIds.map(async (id): Promise<[string, Payee]> => {
        const [worker, totals] = await Promise.all([
          this.#storage.worker(id),
          this.#storage.workerTotals(id),
        ]);
        const address = worker?.payoutAddress ?? null;
        const lockingScript = address === null ? this.#heldScript(id) : this.#script(address);
        return [id, { lockingScript, carriedSats: totals.carriedSats }];
      }),
    );
    return new Map(payees);
  }

  #heldScript(workerId: string): string {
    const known = this.#heldScripts.get(workerId);
    if (known !== undefined) return known;
    if (this.#heldScripts.size >= heldScriptsMax) this.#heldScripts.clear();
    const script = this.#script(heldAddress(this.#treasury, workerId));
    this.#heldScripts.set(workerId, script);
    return script;
  }

  #script(address: string): string {
    const result = lockingScriptOfAddress(address, this.#treasury.network);
    if (!result.ok) throw new Error(`a stored payout address cannot be paid: ${result.reason}`);
    return result.lockingScript;
  }
}
