import type { EngineContext } from '@asg/people/context';
import { type ListState, listState } from './list-state.ts';

/** By which keys of their metadata a customer's tasks are listed. */
export class ListKeys {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>) {
    this.#context = context;
  }

  /** From now on these; what is stored gets its places within a while. At most `listedKeysMax`, none twice. */
  async choose(customerId: string, keys: readonly string[]): Promise<ListState> {
    const { storage, clock } = this.#context;
    const before = await storage.listedKeys.of(customerId);
    const isNew = keys.some((key) => !before.includes(key));
    // The walk first: were it lost, nobody would fill the list.
    if (isNew) await storage.listWalks.begin({ sourceId: customerId, nowMs: clock.nowMs(), isAnew: true });
    if (isNew || keys.length !== before.length) await storage.listedKeys.choose({ customerId, keys });
    return listState(storage, customerId);
  }
}
