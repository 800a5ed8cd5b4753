import {
  extentBytes,
  extentOfBytes,
  type ItemExtent,
  practicePrefix,
  type SeenBy,
  type ShownAs,
} from '@asg/domain';
import type { EngineContext } from '@asg/people';
import { LRUCache } from 'lru-cache';

/** Looks that are remembered, about 200 bytes each. */
const rememberedMax = 50_000;

/**
 * Who was shown the item of what they hold or practise by, and how large it is. A worker is told a token that only this server can
 * make, the same for gold as for any other task, and brings it with the label; this process also remembers, for programs that bring
 * none. No look is written down.
 */
export class LooksTaken {
  readonly #context: Pick<EngineContext, 'assignmentIds'>;
  /** By worker and what they were shown, how large that is: the bytes of it as a text, which no collector looks into. */
  readonly #remembered = new LRUCache<string, string>({ max: rememberedMax });

  constructor(context: Pick<EngineContext, 'assignmentIds'>) {
    this.#context = context;
  }

  /**
   * The worker was given the item of an assignment or of practice of theirs, or was told that it cannot be had (`extent` null). Gives
   * the token that says so.
   */
  taken(workerId: string, id: string, extent: ItemExtent | null): string | null {
    const { assignmentIds } = this.#context;
    const as = this.#shownAs(workerId, id);
    if (as === null) return null;
    const name = nameOf(workerId, as);
    const bytes = Buffer.from(extentBytes(extent)).toString('latin1');
    if (extent !== null || !this.#remembered.has(name)) this.#remembered.set(name, bytes);
    return assignmentIds.lookToken(workerId, as, extent);
  }

  /** What the worker was shown: as this process remembers, or by the token that they bring. */
  readonly seen: SeenBy = (workerId, as, token) => {
    const bytes = this.#remembered.get(nameOf(workerId, as));
    const remembered = bytes === undefined ? null : { extent: extentOfBytes(Buffer.from(bytes, 'latin1')) };
    if (token === null || (remembered !== null && remembered.extent !== null)) return remembered;
    return this.#context.assignmentIds.openLook(workerId, as, token) ?? remembered;
  };

  #shownAs(workerId: string, id: string): ShownAs | null {
    const { assignmentIds } = this.#context;
    if (!id.startsWith(practicePrefix)) return assignmentIds.open(workerId, id);
    const goldId = assignmentIds.openPractice(workerId, id);
    return goldId === null ? null : { goldId };
  }
}

const nameOf = (workerId: string, as: ShownAs): string =>
  'goldId' in as ? `${workerId} ${as.goldId}` : `${workerId} ${as.taskId} ${as.nonce}`;
