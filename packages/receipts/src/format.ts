import { networks, type Receipt, receiptStatuses, receiptVersions } from '@asg/domain';
import { isRecord, isWhole } from '@asg/values/json';
import { parsed, type Refused } from './bytes.ts';
import { parseStrictJson } from './strict-json.ts';

const pathStepsMax = 64;
/** By version: the value of many options is a longer text. */
const labelLengthMax = { 1: 1_000, 2: 25_000 } as const;
const treeSizeMax = 2 ** 32;
const blockHeightMax = 2 ** 32 - 1;
/** Hex digits; a transaction of 10,000 tasks with 10 payees each needs about 7 million. */
const txDigitsMax = 16 * 1024 * 1024;
const bumpDigitsMax = 1024 * 1024;
const loneSurrogate = /\p{Surrogate}/u;

type Fields = Readonly<Record<string, unknown>>;

/** What a value must be, and whether it is. */
interface Rule {
  readonly must: string;
  readonly holds: (value: unknown) => boolean;
  readonly optional?: true;
}

const text = (must: string, pattern: RegExp, lengthMax: number): Rule => ({
  must,
  holds: (value) => typeof value === 'string' && value.length <= lengthMax && pattern.test(value),
});
const exactly = (bytes: number): Rule =>
  text(`${bytes} bytes of lower-case hex`, new RegExp(`^[0-9a-f]{${bytes * 2}}$`), bytes * 2);
const hexUpTo = (digitsMax: number): Rule =>
  text(`at most ${digitsMax / 2} bytes of lower-case hex`, /^(?:[0-9a-f]{2})+$/, digitsMax);
const whole = (min: number, max: number): Rule => ({
  must: `a whole number from ${min} to ${max}`,
  holds: (value) => isWhole(value, min, max),
});
const oneOf = (values: readonly unknown[]): Rule => ({
  must: values.map((value) => JSON.stringify(value)).join(' or '),
  holds: (value) => values.includes(value),
});
const id = (prefix: string): Rule =>
  text(`an id that begins with ${prefix}`, new RegExp(`^${prefix}[0-9A-Za-z]+$`), 64);
const optional = (rule: Rule): Rule => ({ ...rule, optional: true });

const countMax = Number.MAX_SAFE_INTEGER;
const labelUpTo = (lengthMax: number): Rule => ({
  must: `a well-formed text of at most ${lengthMax} characters`,
  holds: (value) => typeof value === 'string' && value.length <= lengthMax && !loneSurrogate.test(value),
});
const choiceLeafRules: Readonly<Record<Exclude<keyof Receipt['leaf'], 'kind'>, Rule>> = {
  task_id: id('tsk_'),
  data_url_hash: exactly(32),
  label_spec_hash: exactly(32),
  model_count: optional(whole(1, countMax)),
  consensus_label: labelUpTo(labelLengthMax[1]),
  crowd: optional(oneOf(['own', 'mixed'])),
  unpaid_count: optional(whole(1, countMax)),
  worker_count: whole(1, countMax),
  agreement_count: whole(1, countMax),
  decided_at: text('a time like 2026-04-09T12:00:00.000Z', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 24),
  salt: exactly(16),
};
const leafRules: Readonly<Record<Receipt['version'], Readonly<Record<string, Rule>>>> = {
  1: choiceLeafRules,
  2: {
    ...choiceLeafRules,
    consensus_label: labelUpTo(labelLengthMax[2]),
    kind: oneOf(['comparison', 'multi_label', 'rating', 'bounding_boxes', 'text_spans']),
  },
};
const stepRules: Readonly<Record<keyof Receipt['path'][number], Rule>> = {
  side: oneOf(['left', 'right']),
  hash: exactly(32),
};
const receiptRules: Readonly<Record<keyof Receipt, Rule>> = {
  version: oneOf(receiptVersions),
  status: oneOf(receiptStatuses),
  network: oneOf(networks),
  settlement_id: id('stl_'),
  txid: exactly(32),
  leaf: { must: 'an object', holds: isRecord },
  leaf_hash: exactly(32),
  leaf_index: whole(0, treeSizeMax - 1),
  tree_size: whole(1, treeSizeMax),
  path: {
    must: `a list of at most ${pathStepsMax} objects`,
    holds: (value) => Array.isArray(value) && value.length <= pathStepsMax && value.every(isRecord),
  },
  root: exactly(32),
  tx: hexUpTo(txDigitsMax),
  bump: optional(hexUpTo(bumpDigitsMax)),
  block_hash: optional(exactly(32)),
  block_height: optional(whole(0, blockHeightMax)),
  block_header: optional(exactly(80)),
};
/** There once the transaction is mined, and not before. */
const proofFields = ['bump', 'block_hash', 'block_height', 'block_header'] as const;

/**
 * Checks the form of a file's text or bytes, or of what `JSON.parse` gave, which no longer shows what was there twice. A field that is not known is refused: nothing would prove it, and the reader
 * would take it for proven.
 */
export function asReceipt(given: unknown): { readonly ok: true; readonly receipt: Receipt } | Refused {
  const json =
    typeof given === 'string' || given instanceof Uint8Array
      ? parsed(() => parseStrictJson(given))
      : ({ ok: true, value: given } as const);
  if (!json.ok) return json;
  const problem = receiptProblem(json.value);
  return problem === null ? { ok: true, receipt: json.value as Receipt } : { ok: false, detail: problem };
}

function receiptProblem(json: unknown): string | null {
  if (!isRecord(json)) return 'it is not a JSON object';
  // Another version has other fields: say that first.
  if (!receiptRules.version.holds(json.version))
    return `version must be ${receiptRules.version.must}: a newer receipt needs a newer verifier`;
  const rules = leafRules[json.version === 1 ? 1 : 2];
  const problem = fieldProblem(json, receiptRules, '') ?? fieldProblem(json.leaf as Fields, rules, 'leaf.');
  if (problem !== null) return problem;
  for (const [i, step] of (json.path as readonly Fields[]).entries()) {
    const wrong = fieldProblem(step, stepRules, `path.${i}.`);
    if (wrong !== null) return wrong;
  }
  return combinationProblem(json as unknown as Receipt);
}

function fieldProblem(fields: Fields, rules: Readonly<Record<string, Rule>>, place: string): string | null {
  for (const [name, { must, holds, optional }] of Object.entries(rules)) {
    if (Object.hasOwn(fields, name)) {
      if (!holds(fields[name])) return `${place}${name} must be ${must}`;
    } else if (optional !== true) return `${place}${name} is missing`;
  }
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(rules, name));
  return unknown === undefined ? null : `${place}${unknown.slice(0, 50)} is not a field of a receipt`;
}

function combinationProblem(receipt: Receipt): string | null {
  const { leaf, leaf_index, tree_size, status } = receipt;
  if (leaf.agreement_count > leaf.worker_count)
    return 'leaf.agreement_count must be at most leaf.worker_count';
  if ((leaf.unpaid_count ?? 0) > leaf.agreement_count)
    return 'leaf.unpaid_count must be at most leaf.agreement_count';
  if (leaf.unpaid_count !== undefined && leaf.crowd === undefined)
    return 'leaf.unpaid_count must not be there without leaf.crowd';
  if (leaf_index >= tree_size) return 'leaf_index must be less than tree_size';
  const wrong = proofFields.find((name) => (receipt[name] !== undefined) !== (status !== 'seen'));
  if (wrong === undefined) return null;
  return status === 'seen'
    ? `${wrong} must not be there while status is "seen"`
    : `${wrong} is missing: status is "${status}"`;
}
