import { type KindAsked, type PaidBatch, paidBatch } from './paid-batch.ts';
import { fails, passes, type Vector } from './vector.ts';

/** Receipts as they are given out, and what a caller can hold against them. */
export async function soundVectors(batch: PaidBatch): Promise<readonly Vector[]> {
  const single = await paidBatch(1);
  const large = await paidBatch(1_000);
  // Escapes, a surrogate pair, a line separator: what canonical JSON is easily got wrong for.
  const odd = await paidBatch(2, { options: ['猫 🐈 "\\/\u2028\u0001é', 'other'], settlement: 12 });
  // A leaf behind those of the tasks, which commits to trails.
  const trail = [{ owner: 'cust_1', count: 3, hash: '5a'.repeat(32) }];
  const beside = await paidBatch(4, { settlement: 14, trail });
  const own = await paidBatch(2, { settlement: 13, own: 3 });
  const mixed = await paidBatch(2, { settlement: 15, own: 1 });
  const predicted = await paidBatch(2, { settlement: 18, models: 2 });
  const mined = batch.receipt(2);
  return [
    passes('ok-seen', batch.receipt(2, 'seen')),
    passes('ok-mined', mined),
    passes('ok-final', batch.receipt(2, 'final')),
    passes('ok-first-of-seven', batch.receipt(0)),
    passes('ok-last-of-seven', batch.receipt(6)),
    passes('ok-single-leaf', single.receipt(0)),
    passes('ok-single-leaf-seen', single.receipt(0, 'seen')),
    passes('ok-1000-leaves', large.receipt(613)),
    passes('ok-last-of-1000-leaves', large.receipt(999)),
    passes('ok-unusual-characters', odd.receipt(0)),
    passes('ok-first-beside-trails', beside.receipt(0)),
    passes('ok-last-beside-trails', beside.receipt(3)),
    passes('ok-predictions', predicted.receipt(0)),
    passes('ok-own-people', own.receipt(0)),
    passes('ok-own-people-and-public', mixed.receipt(1)),
    ...comparisons(batch),
    ...(await saidOfOptions()),
    ...(await otherKinds()),
  ];
}

/** Label specs with all that can be in one: names that sort otherwise than they are listed, numbers that languages write differently. */
async function saidOfOptions(): Promise<readonly Vector[]> {
  const options = ['10', '9', '😀', '\uff5e'];
  const class_shares = { '10': 0.000001, '9': 0.5, '😀': 0.25, '\uff5e': 0.249999 };
  const batch = await paidBatch(1, { options, settlement: 16, said: { class_shares, ordinal: true } });
  const { labelSpec } = batch.tasks[0]!;
  const receipt = batch.receipt(0);
  const others = { ...labelSpec, class_shares: { ...class_shares, '9': 0.500001 } };
  const { ordinal: _ordinal, ...unordered } = labelSpec;
  const counted = await paidBatch(1, { settlement: 17, said: { class_shares: { cat: 9, dog: 1 } } });
  return [
    passes('ok-class-shares', receipt, { expected: { label_spec: labelSpec } }),
    fails('content-class-shares', 'content', receipt, { expected: { label_spec: others } }),
    fails('content-ordinal', 'content', receipt, { expected: { label_spec: unordered } }),
    passes('ok-class-counts', counted.receipt(0), {
      expected: { label_spec: counted.tasks[0]!.labelSpec },
    }),
  ];
}

/** Receipts of version 2: of what is compared, of several labels with options that are long together, of a step, of boxes, of as many spans as there can be. */
async function otherKinds(): Promise<readonly Vector[]> {
  const question = 'Which one?';
  const items = ['猫 "a"', 'model-b'].map((id) => ({ id, data: { text: id } }));
  const options = Array.from({ length: 50 }, (_, i) => `${i} `.padEnd(198, '"'));
  const asked: Readonly<Record<string, KindAsked>> = {
    comparison: { question: { type: 'comparison', label_spec: { question }, items }, answers: [1, 0] },
    'multi-label': {
      question: { type: 'multi_label', label_spec: { question, options, agreement_bar: 0.00002 } },
      answers: [3, 2 ** 50 - 1],
    },
    rating: {
      question: {
        type: 'rating',
        label_spec: { question, scale: { from: -2, to: 2, labels: ['--', '-', '0', '+', '++'] } },
      },
      answers: [0, 4],
    },
    'bounding-boxes': {
      question: { type: 'bounding_boxes', label_spec: { question, classes: ['猫 "a"', 'car'] } },
      answers: [
        { none: true },
        {
          boxes: [
            { class: '猫 "a"', left: 0, top: 7, width: 65_535, height: 1 },
            { class: 'car', left: 3, top: 2, width: 10, height: 20 },
          ],
        },
      ],
    },
    'text-spans': {
      question: { type: 'text_spans', label_spec: { question, classes: ['PERSON', 'Ort'] } },
      answers: [
        { none: true },
        { spans: Array.from({ length: 500 }, (_, i) => ({ start: 2 * i, end: 2 * i + 1, label: 'PERSON' })) },
      ],
    },
  };
  const found = await Promise.all(
    Object.entries(asked).map(async ([name, one], i, all) => {
      const other = all[(i + 1) % all.length]?.[1].question.type;
      const { receipt, tasks } = await paidBatch(2, { settlement: i < 3 ? 19 + i : 24 + i, asked: one });
      const { labelSpec } = tasks[0]!;
      const known = receipt(0);
      const { kind: _kind, ...unnamed } = labelSpec;
      const expected = { label_spec: labelSpec, consensus_label: known.leaf.consensus_label };
      const { kind: _leafKind, ...leaf } = known.leaf;
      const predicted = await paidBatch(2, {
        settlement: i < 3 ? 22 + i : 26 + i,
        asked: one,
        models: 1 + i,
      });
      return [
        passes(`ok-${name}`, known, { expected }),
        passes(`ok-${name}-predicted`, predicted.receipt(0), { expected: { label_spec: labelSpec } }),
        fails(`content-${name}-kind`, 'content', known, { expected: { label_spec: unnamed } }),
        fails(`format-${name}-of-version-1`, 'format', { ...known, version: 1 }),
        fails(`format-${name}-without-kind`, 'format', { ...known, leaf }),
        fails(`leaf-${name}-as-another-kind`, 'leaf', { ...known, leaf: { ...leaf, kind: other } }),
      ];
    }),
  );
  return found.flat();
}

function comparisons(batch: PaidBatch): readonly Vector[] {
  const receipt = batch.receipt(2);
  const { taskId, dataUrl, labelSpec } = batch.tasks[2]!;
  const expected = {
    task_id: taskId,
    data_url: dataUrl,
    label_spec: labelSpec,
    consensus_label: receipt.leaf.consensus_label,
  };
  const other = (change: Partial<typeof expected>) => ({ expected: { ...expected, ...change } });
  const turned = { ...labelSpec, options: [...labelSpec.options].reverse() };
  return [
    passes('ok-content', receipt, { expected }),
    fails('content-task', 'content', receipt, other({ task_id: batch.tasks[3]!.taskId })),
    fails('content-data-url', 'content', receipt, other({ data_url: `${dataUrl}?v=2` })),
    fails('content-label-spec', 'content', receipt, other({ label_spec: turned })),
    fails('content-label', 'content', receipt, other({ consensus_label: 'bird' })),
    passes('ok-trusted-header', receipt, { trusted_blocks: [batch.otherHeader, receipt.block_header!] }),
    passes('ok-trusted-hash', receipt, { trusted_blocks: [receipt.block_hash!] }),
    fails('header-not-trusted', 'header', receipt, { trusted_blocks: [batch.otherHeader] }),
    fails('header-none-to-trust', 'header', batch.receipt(2, 'seen'), {
      trusted_blocks: [receipt.block_header!],
    }),
  ];
}
