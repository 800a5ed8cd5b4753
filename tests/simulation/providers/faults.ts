import { below, type SeededRandom } from '@asg/storage/faults';
import { bent, isMined, isSeen, isSeenBefore, lie, oneFailure, page } from './answers.ts';
import { refusedByArc, refusedByArcade, rejectedLater, withFields } from './dialects.ts';
import type { Answer, Dialect, Mishap, Question } from './simulated-network.ts';

/** What can be told of a fault when it begins. */
export interface Draw {
  readonly random: SeededRandom;
  readonly dialect: Dialect;
}

/** One kind of fault. It lasts for a while, or until it has happened, and then the network behaves again. */
export interface Fault {
  readonly name: string;
  /** The victim is one batch, whose questions alone it befalls; null: all questions of a kind, so that no batch may suffer. */
  readonly victim: 'one' | null;
  /** True for what the victim itself must survive as if nothing was: it settles in the same bound as all others. */
  readonly isHarmless?: boolean;
  /** What the operator must have been told while it lasted; null: there is nothing that anybody would have to know. */
  readonly named: RegExp | null;
  /** How many times the victim is replaced by another transaction; none where it is not given. */
  readonly replaced?: number;
  /** It never ends: everything must come to its end all the same. */
  readonly isForGood?: boolean;
  /** How long, ms; a minute where it is not given. */
  readonly lastsMs?: number;
  /** Whether the network gets what is sent meanwhile. */
  readonly isKept?: boolean;
  readonly befall: (question: Question) => Mishap;
}

const isPost = ({ method }: Question): boolean => method === 'POST';
const isStatus = ({ to, method, txid }: Question): boolean =>
  to === 'provider' && method === 'GET' && txid !== null;
const onPost = (mishap: Mishap) => (question: Question) => (isPost(question) ? mishap : null);
const onBoth = (mishap: Mishap) => (question: Question) =>
  isPost(question) || isStatus(question) ? mishap : null;
const onLookUp = (mishap: Mishap) => (question: Question) => (question.to === 'look_up' ? mishap : null);
const spent = `${'cd'.repeat(32)}:0`;

/** A refusal at once, in the provider's own form. */
function refusal({ name }: Dialect, status: number, title: string, reason: string): Answer {
  return name === 'ARC' ? refusedByArc(status, title, reason) : refusedByArcade(status, title, reason);
}

/** A refusal that is told at once by ARC, and later, as REJECTED, by Arcade. */
function teranode(draw: Draw, reason: string, status: number): Fault['befall'] {
  return (question) => {
    if (isPost(question))
      return draw.dialect.name === 'ARC'
        ? refusedByArc(status, 'Transaction could not be processed', reason)
        : { status: 202, body: { txid: question.txid, status: 202, txStatus: 'RECEIVED' } };
    return isStatus(question) ? rejectedLater(question.txid!, reason, status) : null;
  };
}

const oneOf = <Item>({ random }: Draw, items: readonly Item[]): Item => items[below(random, items.length)]!;

/** A word that no table has: letters, or whatever a string can hold. */
function anyWord(draw: Draw): string {
  const odd = [
    'TELEPORTED',
    'toString',
    '__proto__',
    '',
    'seen_on_network',
    'SEEN ON NETWORK',
    '\u0000',
    '🚀',
  ];
  return `${oneOf(draw, odd)}${below(draw.random, 3) === 0 ? below(draw.random, 1_000) : ''}`;
}

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');

const faultKinds: readonly ((draw: Draw) => Fault)[] = [
  (draw) => {
    const txStatus = anyWord(draw);
    const befall = onBoth(withFields({ txStatus }));
    const named = new RegExp(`${escaped(txStatus)}: not yet on the network`);
    return { name: `any word as status: ${JSON.stringify(txStatus)}`, victim: 'one', named, befall };
  },
  (draw) => {
    const txStatus = anyWord(draw);
    const reported = new Set<string>();
    const befall = (question: Question): Mishap =>
      isStatus(question)
        ? (right) => (isSeenBefore(reported, question, right) ? withFields({ txStatus })(right) : right)
        : null;
    const name = `any word for what was seen: ${JSON.stringify(txStatus)}`;
    return { name, victim: 'one', isHarmless: true, named: null, isKept: true, befall };
  },
  (draw) =>
    feeFault('a minimum fee that is named at once', { satsPerKb: 900, replaced: 1 }, ({ paid, wanted }) =>
      onPost(refusal(draw.dialect, 465, 'Fee too low', tooLow(paid, wanted))),
    ),
  (draw) =>
    feeFault('a minimum fee that is named later', { satsPerKb: 2_000, replaced: 1 }, ({ paid, wanted }) =>
      teranode(draw, `TX_INVALID (31): ${tooLow(paid, wanted)}`, 465),
    ),
  (draw) =>
    feeFault('a fee that is too low, and no word of how much', { satsPerKb: 150, replaced: 2 }, () =>
      onPost(refusal(draw.dialect, 465, 'Fee too low', '')),
    ),
  (draw) => {
    const reason = oneOf(draw, [
      `UTXO_SPENT (70): ${spent} utxo already spent by tx ${'ef'.repeat(32)}[0]`,
      'TX_CONFLICTING (36): [Validate] tx is conflicting',
      'TX_INVALID_DOUBLE_SPEND (32): tx invalid double spend',
    ]);
    const named = new RegExp(escaped(reason));
    return { name: reason.split(':')[0]!, victim: 'one', named, befall: teranode(draw, reason, 466) };
  },
  (draw) => {
    const reason = oneOf(draw, [
      'PROCESSING (4): failed to validate transaction -> TX_MISSING_PARENT (34): parent tx not found',
      'parent rejected (ancestor ab): retryable — resubmit after the ancestor is accepted',
    ]);
    return {
      name: 'a parent that is missing, wrongly',
      victim: 'one',
      named: new RegExp(escaped(reason)),
      befall: teranode(draw, reason, 467),
    };
  },
  (draw) => {
    const reason = 'TX_LOCKED (37): [SPEND_BATCH_LUA] transaction is locked, blockHeight 9: 1 - locked';
    return {
      name: 'TX_LOCKED (37)',
      victim: 'one',
      named: /TX_LOCKED \(37\)/,
      befall: teranode(draw, reason, 466),
    };
  },
  (draw) => ({
    name: 'transaction already exists, said of what arrived',
    victim: 'one',
    isHarmless: true,
    named: null,
    isKept: true,
    befall: onPost(refusal(draw.dialect, 467, 'Generic error', 'TX_EXISTS (33): transaction already exists')),
  }),
  (draw) => {
    const status = oneOf(draw, [400, 401, 403, 404, 429, 500, 502, 503]);
    const named = new RegExp(`status ${status}`);
    return {
      name: `a page with status ${status}`,
      victim: 'one',
      named,
      befall: onBoth({ status, body: page }),
    };
  },
  () => ({
    name: 'a page with status 200',
    victim: 'one',
    named: /status 200/,
    befall: onBoth({ status: 200, body: page }),
  }),
  (draw) => ({
    name: 'an error without a number of ARC’s',
    victim: 'one',
    named: /overloaded|went wrong/,
    befall: onPost(
      oneOf(draw, [
        {
          status: 503,
          body: { error: 'service overloaded, retry shortly' },
          headers: { 'retry-after': '1' },
        },
        { status: 409, body: { status: 409, title: 'Generic error', detail: 'something went wrong' } },
      ]),
    ),
  }),
  () => ({ name: 'a send that hangs', victim: 'one', named: /no answer within/, befall: onPost('hang') }),
  () => ({
    name: 'silence about one',
    lastsMs: 150_000,
    victim: 'one',
    named: /no answer within/,
    befall: onBoth('hang'),
  }),
  () => ({
    name: 'an answer that breaks off after it arrived',
    victim: 'one',
    isHarmless: true,
    named: null,
    isKept: true,
    befall: onPost('cut'),
  }),
  ({ dialect }) => ({
    name: 'a state that cannot be read',
    victim: 'one',
    isHarmless: dialect.name === 'ARC',
    named: /\/tx\/.*cannot be used/,
    isKept: true,
    befall: (question) => (isStatus(question) ? oneFailure(question) : null),
  }),
  ({ dialect }) => ({
    name: 'a provider that forgets what was seen',
    victim: 'one',
    isHarmless: dialect.name === 'ARC',
    named: dialect.name === 'ARC' ? null : /RECEIVED: not yet on the network/,
    isKept: true,
    befall: (question) =>
      isStatus(question)
        ? (right) => (isSeen(right) ? { status: 404, body: { error: 'not found' } } : right)
        : null,
  }),
  ...([429, 500, 503] as const).map((status) => ({ dialect }: Draw) => ({
    isForGood: dialect.servesHeaders,
    name: `a look-up that answers ${status}`,
    victim: null,
    named: new RegExp(`look-up look-up\\.example.*status ${status}`),
    befall: onLookUp({ status, body: { error: 'no' } }),
  })),
  ({ dialect }) => ({
    isForGood: dialect.servesHeaders,
    name: 'a look-up that hangs',
    victim: null,
    named: /look-up look-up\.example.*no answer within/,
    befall: onLookUp('hang'),
  }),
  ({ dialect }) => ({
    isForGood: dialect.servesHeaders,
    name: 'a look-up that serves pages',
    victim: null,
    named: /look-up look-up\.example.*cannot be used/,
    befall: onLookUp({ status: 200, body: page }),
  }),
  ({ dialect }) => ({
    isForGood: dialect.servesHeaders,
    name: 'a look-up that lies about headers',
    victim: null,
    named: /look-up look-up\.example/,
    befall: (question) => (question.to === 'look_up' ? (right: Answer) => lie(question, right) : null),
  }),
  (draw) => {
    const merklePath = oneOf(draw, ['', null, '00', 'no hex', 'fe8a6a0c000c04']);
    return {
      name: `mined, with the path ${JSON.stringify(merklePath)}`,
      isForGood: true,
      victim: null,
      named: null,
      befall: (question) =>
        isStatus(question) ? (right) => (isMined(right) ? withFields({ merklePath })(right) : right) : null,
    };
  },
  () => ({
    name: 'mined, with a path that leads elsewhere',
    isForGood: true,
    victim: null,
    named: null,
    befall: (question) =>
      isStatus(question) ? (right) => (isMined(right) ? withFields(bent(right))(right) : right) : null,
  }),
  () => ({
    name: 'mined, without a path, while the look-up is silent',
    victim: null,
    named: /look-up look-up\.example/,
    befall: (question) => {
      if (question.to === 'look_up') return 'hang';
      return isStatus(question)
        ? (right) => (isMined(right) ? withFields({ merklePath: '' })(right) : right)
        : null;
    },
  }),
];

export const kinds = faultKinds.length;

/** The fault of a seed. */
export function faultOf(kind: number, draw: Draw): Fault {
  return faultKinds[kind % faultKinds.length]!(draw);
}

function tooLow(paid: number, wanted: number): string {
  return `transaction fee is too low: ${paid} < ${wanted} required`;
}

/** The network wants more for whatever spends the victim's coin: rebuilt at what it wants, it settles like any other. */
function feeFault(
  name: string,
  { satsPerKb, replaced }: { readonly satsPerKb: number; readonly replaced: number },
  refuse: (fee: { readonly paid: number; readonly wanted: number }) => Fault['befall'],
): Fault {
  return {
    name,
    victim: 'one',
    isHarmless: true,
    replaced,
    named: null,
    befall: (question) => {
      const [paid, wanted] = [question.feeSats, Math.ceil((question.bytes * satsPerKb) / 1_000)];
      return paid >= wanted ? null : refuse({ paid, wanted })(question);
    },
  };
}
