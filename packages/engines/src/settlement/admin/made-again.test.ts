import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMadeAgain } from './made-again.ts';

test('a failed settlement may be on the chain where what stands in its place is the same transaction, and only then', async () => {
  const ends = [
    [{ state: 'final', txid: 'aa', replacedBy: null }, true],
    [{ state: 'final', txid: 'cc', replacedBy: null }, false],
    [{ state: 'failed', txid: 'aa', replacedBy: null }, false],
    [null, false],
  ] as const;
  for (const [end, isSame] of ends) {
    const stored = { stl_2: { state: 'failed', txid: 'bb', replacedBy: 'stl_3' }, stl_3: end } as const;
    const read = async (id: string) => (id === 'stl_2' || id === 'stl_3' ? stored[id] : null);
    assert.equal(await isMadeAgain({ state: 'failed', txid: 'aa', replacedBy: 'stl_2' }, read), isSame);
  }
  const alone = { state: 'failed', txid: 'aa', replacedBy: null } as const;
  assert.equal(await isMadeAgain(alone, async () => null), false);
});
