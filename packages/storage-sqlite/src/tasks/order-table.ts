import type { TaskOrder } from '@asg/domain';
import { ByteWriter } from '../compact/bytes.ts';
import { encodeOrder } from '../compact/order.ts';
import type { WordTable } from '../compact/words.ts';

/** What many orders have in common as rows have it; see `TaskRow`. */
interface StoredShape {
  readonly order_json: string;
  readonly shape: number | null;
}
export interface StoredOrder extends StoredShape {
  readonly own: Uint8Array;
}

/** Shapes that were met once, of the latest; when one comes again it becomes a word. */
const metMax = 1_000;
const out = new ByteWriter();

/** Stores what orders have in common once, as soon as a second one has it. */
export class OrderTable {
  readonly #words: WordTable;
  readonly #met = new Set<string>();

  constructor(words: WordTable) {
    this.#words = words;
  }

  /** The columns of an order of that shape, which so many orders are known to have. */
  store(shape: string, orders: number): StoredShape {
    const number = orders > 1 ? this.#words.number(shape) : this.#numberIfMet(shape);
    return { order_json: number === null ? shape : '', shape: number };
  }

  storeOne(order: TaskOrder): StoredOrder {
    const shape = encodeOrder(order, false, out);
    return { ...this.store(shape, 1), own: out.take() };
  }

  #numberIfMet(shape: string): number | null {
    const known = this.#words.known(shape);
    if (known !== null) return known;
    if (this.#met.delete(shape)) return this.#words.number(shape);
    if (this.#met.size === metMax) this.#met.clear();
    this.#met.add(shape);
    return null;
  }
}
