import assert from 'node:assert/strict';
import {
  ampleAllowance,
  type ClaimTerms,
  type ClaimWork,
  type GoldRecord,
  readingKey,
  type Task,
  type TrustRules,
} from '@asg/domain';
import { sha256 } from '../sha256.ts';
import { payoutRules, startMs } from './builders.ts';
import { accepted, type Stage } from './stage.ts';
import { templateOf } from './template-of.ts';

const drawsMax = 20;

const trustRules: TrustRules = {
  floor: 0.4,
  suspendBelow: 0.15,
  goldShareNew: 0.4,
  goldShareMin: 0.02,
};

/** A gold item such as the tasks of the suite are; the right answer is `cat`. */
function aGold(stage: Stage, change: Partial<GoldRecord> = {}): GoldRecord {
  const { type, labelSpec, dataUrl, start } = { ...stage.order('nobody'), ...change };
  return {
    goldId: stage.ids.next('gold'),
    type,
    dataUrl,
    labelSpec,
    answer: 0,
    owner: null,
    jobId: null,
    template: templateOf({ type, labelSpec, ...(start !== undefined && { start }) }),
    reading: readingKey(labelSpec, sha256),
    language: null,
    createdAtMs: startMs,
    ...change,
  };
}

export async function addGold(
  stage: Stage,
  count: number,
  change: Partial<GoldRecord> = {},
): Promise<readonly GoldRecord[]> {
  const items = Array.from({ length: count }, () => aGold(stage, change));
  await stage.storage.gold.add(items);
  return items;
}

/** Every draw becomes gold where there is some, or none does. */
export function claimTrust(
  stage: Stage,
  wants: 'gold' | 'none',
  change: Partial<ClaimTerms> = {},
): ClaimTerms {
  const draws = Array.from({ length: drawsMax }, () => ({
    taskId: stage.ids.next('task'),
    salt: stage.ids.hash().slice(32),
    randomness: wants === 'gold' ? 0 : 0.999,
    placeRandomness: 0,
    delayMs: 0,
  }));
  return {
    rules: trustRules,
    price: payoutRules,
    allowance: ampleAllowance,
    goldOnly: false,
    draws,
    ...change,
  };
}

/** Claims one after the other, each for a gold task, and answers; how many there were. */
export async function meetGold(
  stage: Stage,
  workerId: string,
  label: string,
  count: number,
  change: Partial<ClaimWork> = {},
): Promise<readonly Task[]> {
  const met: Task[] = [];
  for (let i = 0; i < count; i++) {
    const [task] = await stage.claim(workerId, { trust: claimTrust(stage, 'gold'), ...change });
    assert.ok(task?.gold, 'a gold task was to be given');
    met.push(accepted(await stage.label(task, workerId, label)));
  }
  await stage.settle();
  return met;
}
