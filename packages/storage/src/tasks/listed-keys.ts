import { read, write } from '../records/noun.ts';

/** By which keys of their metadata a customer's tasks are listed. */
export interface ListedKeys {
  readonly customerId: string;
  readonly keys: readonly string[];
}

/** By customer. Both engines read it where they write tasks. */
export const listedKeys = {
  name: 'lky',
  reads: {
    of: read(
      (customerId: string) => customerId,
      (found: ListedKeys | null): readonly string[] => found?.keys ?? [],
    ),
  },
  writes: {
    choose: write(
      ({ customerId }: ListedKeys) => customerId,
      (_found: ListedKeys | null, chosen) => ({ after: chosen, result: null }),
    ),
  },
} as const;
