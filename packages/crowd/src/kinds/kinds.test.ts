import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatedWorker } from '../simulated-worker.ts';
import type { Asked, Truth } from './known.ts';

const nothing: Asked = { options: [], items: [], tie: false, scale: null, classes: [] };
const items = Array.from({ length: 4000 }, (_, i) => `item ${i}`);

/** How often each value was given by a worker of that skill. */
function given(skill: number, asked: Partial<Asked>, truth: Truth): (value: unknown) => number {
  const worker = simulatedWorker('kim', skill, 'seed');
  const counts = new Map<string, number>();
  for (const item of items) {
    const answer = worker.answer(item, { ...nothing, ...asked }, truth);
    assert.ok('value' in answer);
    const text = JSON.stringify(answer.value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return (value) => (counts.get(JSON.stringify(value)) ?? 0) / items.length;
}

const near = (share: number, expected: number) =>
  assert.ok(Math.abs(share - expected) < 0.03, `${share} is not about ${expected}`);

test('of a comparison the best item is found by what it says, wherever it stands', () => {
  const pair = [
    { id: '1', text: 'worse' },
    { id: '2', text: 'better' },
  ];
  const share = given(0.7, { items: pair, tie: true }, { kind: 'comparison', best: 'better' });
  near(share({ item: '2' }), 0.7);
  near(share({ item: '1' }), 0.15);
  near(share({ tie: true }), 0.15);
  const turned = given(
    0.7,
    { items: [pair[1]!, pair[0]!].map(({ text }, i) => ({ id: String(i + 1), text })) },
    { kind: 'comparison', best: 'better' },
  );
  near(turned({ item: '1' }), 0.7);
  near(turned({ item: '2' }), 0.3);
  near(given(0.8, { items: pair, tie: true }, { kind: 'comparison', best: null })({ tie: true }), 0.8);
});

test('of several options each is overlooked or ticked by mistake by itself, and none is said where none is ticked', () => {
  const asked = { options: ['a', 'b'] };
  const share = given(0.8, asked, { kind: 'multi_label', options: ['a'] });
  near(share({ options: ['a'] }), 0.81);
  near(share({ options: ['a', 'b'] }), 0.09);
  near(share({ options: ['b'] }), 0.01);
  near(share({ none: true }), 0.09);
});

test('of a rating most mistakes are by one step, and none leaves the scale', () => {
  const scale = { from: 1, to: 5 };
  const share = given(0.6, { scale }, { kind: 'rating', step: 3 });
  near(share(3), 0.6);
  near(share(2), 0.16);
  near(share(5), 0.04);
  const edge = given(0.6, { scale }, { kind: 'rating', step: 5 });
  near(edge(5), 0.6);
  near(edge(4), 0.32);
  near(edge(3), 0.08);
});
