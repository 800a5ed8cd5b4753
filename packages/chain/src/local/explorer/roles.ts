import type { TxOutput } from '@asg/domain';
import { isDataScript, type ParsedTransaction } from '../../bsv/index.ts';
import { type Commitment, commitmentIn } from '../ledger/commitments.ts';
import type { LedgerReads } from '../ledger/ledger-reads.ts';

/** What an output is for, as far as the chain alone tells. */
export type OutputRole = 'commitment' | 'data' | 'pay' | 'fee' | 'change' | 'sent' | 'new';

export interface Roles {
  /** What it commits to; null: it pays for no labels. */
  readonly commitment: Commitment | null;
  readonly of: (output: TxOutput, vout: number) => OutputRole;
}

/** Enough to know who pays: of a transaction with more inputs, the first. */
const payersMax = 1_000;

/** `feeScript`: what this server pays the platform's fee to. */
export function rolesIn(
  { inputs, outputs }: ParsedTransaction,
  { coinbase }: { readonly coinbase: boolean },
  reads: LedgerReads,
  feeScript: string | null | undefined,
): Roles {
  const commitment = commitmentIn(outputs);
  const payers = new Set(
    inputs.slice(0, payersMax).map(({ txid, vout }) => {
      const parent = reads.transaction(txid);
      return parent && reads.output(parent.seq, vout)?.lockingScript;
    }),
  );
  const roleOf = ({ lockingScript }: TxOutput, vout: number): OutputRole => {
    if (isDataScript(lockingScript)) return vout === 0 && commitment !== null ? 'commitment' : 'data';
    if (coinbase) return 'new';
    if (payers.has(lockingScript)) return 'change';
    if (commitment === null) return 'sent';
    return lockingScript === feeScript ? 'fee' : 'pay';
  };
  return { commitment, of: roleOf };
}
