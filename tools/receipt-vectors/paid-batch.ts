import assert from 'node:assert/strict';
import { LocalChain, SigningKey, sha256 } from '@asg/chain';
import {
  answerToWorker,
  applyTaskCommand,
  basisOf,
  type CommittedHead,
  keptLabelSpec,
  newTemplate,
  openTask,
  type Receipt,
  type SubmittedQuestion,
  sats,
  type Task,
  viewOf,
} from '@asg/domain';
import { batchTree, type Payee, payeesOf, receiptOf, signBatch } from '@asg/engines';

const startMs = Date.UTC(2026, 3, 9, 12);
const ulidTail = '01JRCZ8Q400000000000000000';
const treasury = new SigningKey(sha256(Buffer.from('receipt vectors: treasury')), 'local');
const workerIds = ['wrk_a', 'wrk_b', 'wrk_c'];
const rules = { payoutSats: sats(325), feePercent: 0, payoutMinSats: sats(200) };
/** Others' transactions of the same block, so that its Merkle tree has several levels. */
const neighbours = 4;

export interface PaidBatch {
  readonly tasks: readonly Task[];
  readonly receipt: (place: number, status?: Receipt['status']) => Receipt;
  /** Of the block before the transaction's own. */
  readonly otherHeader: string;
}

const numbered = (prefix: string, n: number): string => {
  const digits = String(n);
  return prefix + ulidTail.slice(0, -digits.length) + digits;
};

/** Another kind than choice, and its two answers as records keep them. */
export interface KindAsked {
  readonly question: SubmittedQuestion;
  /** Two answers as records keep them, or as values. */
  readonly answers: readonly [number, number] | readonly [object, object];
}

const valueBy = (task: Task, nonce: string, answer: number | object): unknown =>
  typeof answer === 'number' ? answerToWorker(task, nonce, answer).value : answer;

type SaidOfOptions = Pick<Task['labelSpec'], 'class_shares' | 'ordinal'>;

/** Two of three workers agree on the first option, unless the task is the third of its batch: then on the second. */
function decidedTask(
  n: number,
  options: readonly string[],
  own: number,
  said: SaidOfOptions,
  models: number,
  asked: KindAsked | null,
): Task {
  const customerId = numbered('cust_', 1);
  const ownUntilMs = own < workerIds.length ? startMs + n + own : null;
  const opened = openTask({
    taskId: numbered('tsk_', n),
    customerId,
    ...(own > 0 && { crowd: { ownUntilMs } }),
    batchId: null,
    jobId: null,
    type: asked?.question.type ?? 'image_classification',
    dataUrl: `https://example.com/images/${n}.jpg`,
    labelSpec:
      asked === null ? { question: 'Which animal?', options, ...said } : keptLabelSpec(asked.question),
    consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 7 },
    language: null,
    priority: 5,
    metadata: null,
    callbackUrl: null,
    createdAtMs: startMs,
    expiresAtMs: null,
    salt: sha256(Buffer.from(`receipt vectors: salt ${n}`))
      .toString('hex')
      .slice(0, 32),
  });
  const task = workerIds.reduce((before, workerId, i) => {
    // The first of them are the organisation's own people.
    const nowMs = startMs + n + (own === 0 ? 0 : i);
    const { task } = applyTaskCommand(before, { do: 'lapse', nowMs });
    const as = i < own ? { pools: [customerId] } : {};
    const place = (i === 1) === (n % 3 === 2) ? 0 : 1;
    const nonce = 'AAAAAA';
    const answer =
      asked === null ? { label: options[place]! } : { value: valueBy(opened, nonce, asked.answers[place]!) };
    const assigned = applyTaskCommand(task, { do: 'assign', workerId, nonce, leaseMs: 1_000, nowMs, ...as });
    return applyTaskCommand(assigned.task, { do: 'label', workerId, nonce, nowMs, ...answer }).task;
  }, opened);
  const { decision } = task;
  if (models === 0 || decision === null) return task;
  const column = options.map(() => 0);
  const predictions = Array.from({ length: models }, (_, i) => ({ model: `m${i}`, column }));
  const basis = { ...basisOf(viewOf(newTemplate(options.length))), predictions };
  // A model that counted in several units is one.
  const ground = asked === null ? basis : { ...basis, others: [basis] };
  return { ...task, decision: { ...decision, ground } };
}

/** `own`: how many of the labels are of the organisation's own people. A batch of so many tasks, decided, signed, taken and mined by a chain in memory; the same at every call. */
export async function paidBatch(
  count: number,
  {
    options = ['cat', 'dog'],
    settlement: n = count,
    trail = [],
    own = 0,
    said = {},
    models = 0,
    asked = null,
  }: {
    options?: readonly string[];
    settlement?: number;
    trail?: readonly CommittedHead[];
    own?: number;
    said?: SaidOfOptions;
    models?: number;
    asked?: KindAsked | null;
  } = {},
): Promise<PaidBatch> {
  await using chain = new LocalChain({ path: ':memory:', now: () => startMs });
  const funded = chain.fund(treasury.address, sats(10_000_000));
  assert.ok(funded.ok);
  const tasks = Array.from({ length: count }, (_, i) => decidedTask(i, options, own, said, models, asked));
  const payees = new Map(
    payeesOf(tasks).map((id): [string, Payee] => {
      const { lockingScript } = treasury.deriveHeld(id);
      return [id, { pay: 'script', lockingScript, held: true, carriedSats: sats(0) }];
    }),
  );
  const signed = signBatch(
    {
      settlementId: numbered('stl_', n),
      laneId: 'lane-1',
      tasks,
      payees,
      coins: [funded.coin],
      rules,
      feeScript: null,
      lanePosition: 1,
      feeRateSatsPerKb: await chain.feeRate(),
      nowMs: startMs,
      trail,
    },
    treasury,
  );
  assert.ok(signed.ok);
  const otherHeader = chain.mine()!.header;
  for (let i = 0; i < neighbours; i++) assert.ok(chain.fund(treasury.address, sats(1_000 + i)).ok);
  assert.equal((await chain.broadcast(signed.settlement)).kind, 'accepted');
  const { header } = chain.mine()!;
  const status = await chain.status(signed.settlement.txid);
  assert.equal(status.kind, 'mined');
  if (status.kind !== 'mined') throw new Error('unreachable');
  const { blockHash, blockHeight, bump } = status;
  const proof = { blockHash, blockHeight, bump, header };
  const tree = batchTree(signed.settlement, tasks);
  return {
    tasks,
    receipt: (place, state = 'mined') => {
      const settlement = { ...signed.settlement, state, proof: state === 'seen' ? null : proof };
      return receiptOf(tasks[place]!, tree, settlement, 'local');
    },
    otherHeader,
  };
}
