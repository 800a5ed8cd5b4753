import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sorted } from './kinds.ts';
import { pictureManifest, type UploadParts, type UploadState, upload, type Verdict } from './uploads.ts';

class Refusal extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict) {
    super(verdict.kind);
    this.verdict = verdict;
  }
}

const pictures = Array.from({ length: 8 }, (_, i) => ({
  file: new File(['x'.repeat(i)], `${i}.png`, { type: 'image/png', lastModified: i }),
  path: `folder/${i}.png`,
}));
const never = new AbortController().signal;

/** A server that answers as it is told, and what it was sent. */
function server(answer: (name: string, times: number) => Verdict | null) {
  const sent: string[] = [];
  const waited: number[] = [];
  const states: UploadState[] = [];
  const known = new Map<string, string>();
  const parts: UploadParts = {
    send: async ({ name }) => {
      sent.push(name);
      const verdict = answer(name, sent.filter((one) => one === name).length);
      if (verdict !== null) throw new Refusal(verdict);
      return `asset://${name}`;
    },
    verdictOn: (error) => (error instanceof Refusal ? error.verdict : { kind: 'over' }),
    memory: { get: (key) => known.get(key) ?? null, set: (key, url) => void known.set(key, url) },
    wait: async (ms) => void waited.push(ms),
    onState: (state) => states.push(state),
  };
  return { parts, sent, waited, states };
}

test('refused pictures are named, what fails for a moment is sent again, and the rest go on in their order', async () => {
  const { parts, waited, states } = server((name, times) => {
    if (name === '2.png') return { kind: 'refused', reason: 'it is truncated' };
    if (name === '4.png' && times < 3) return { kind: 'again', afterMs: null };
    return name === '5.png' && times === 1 ? { kind: 'again', afterMs: 7_000 } : null;
  });
  const { kept, refused } = await upload(pictures, parts, never);
  assert.deepEqual(refused, [{ path: 'folder/2.png', reason: 'it is truncated' }]);
  assert.deepEqual(
    kept.map(({ path }) => path),
    [0, 1, 3, 4, 5, 6, 7].map((i) => `folder/${i}.png`),
  );
  assert.deepEqual(waited.toSorted((one, other) => one - other).at(-1), 7_000);
  assert.equal(waited.length, 3);
  assert.deepEqual(states.at(-1), { kept: 7, refused });
  assert.equal(
    (await pictureManifest(kept).text()).split('\n')[2],
    '{"data_url":"asset://3.png","metadata":{"file":"folder/3.png"}}',
  );
});

test('what stops all stops all; dropped again, only the rest is sent', async () => {
  let isFull = true;
  const { parts, sent } = server((name) => (name === '6.png' && isFull ? { kind: 'over' } : null));
  await assert.rejects(upload(pictures, parts, never), { message: 'over' });
  isFull = false;
  const before = sent.length;
  assert.equal((await upload(pictures, parts, never)).kept.length, 8);
  assert.ok(sent.length - before < 8);
  assert.deepEqual(new Set(sent).size, 8);
  const stopped = AbortSignal.abort(new Error('stopped'));
  await assert.rejects(upload(pictures, server(() => null).parts, stopped), { message: 'stopped' });
  const down = server(() => ({ kind: 'again', afterMs: null }));
  await assert.rejects(upload(pictures.slice(0, 1), down.parts, never), { message: 'again' });
  assert.equal(down.sent.length, 6);
});

test('of a folder pictures are taken, what systems leave there is passed over, the rest is named', () => {
  const file = (path: string, type = '') => ({
    path,
    file: new File([], path.split('/').at(-1) ?? '', { type }),
  });
  const files = [
    file('a/2.PNG', 'image/png'),
    file('a/.DS_Store'),
    file('__MACOSX/a/2.PNG', 'image/png'),
    file('a/1.heic'),
    file('a/notes.txt', 'text/plain'),
  ];
  const { pictures: taken, others } = sorted(files);
  assert.deepEqual(
    [taken, others].map((some) => some.map(({ path }) => path)),
    [['a/1.heic', 'a/2.PNG'], ['a/notes.txt']],
  );
});
