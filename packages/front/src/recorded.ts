import recording from './recorded.json' with { type: 'json' };

/** One run of the demo on a local chain, as it was: what the page shows where nothing is run. */
export interface Recorded {
  readonly madeOn: string;
  readonly item: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly customerId: string;
  readonly taskId: string;
  readonly votes: readonly { readonly worker: string; readonly label: string }[];
  readonly label: string;
  readonly agreed: number;
  readonly txid: string;
  readonly paidSats: number;
  readonly blockHeight: number;
  readonly exchanges: readonly { readonly line: string; readonly status: number; readonly ms: number }[];
  readonly checks: readonly { readonly step: string; readonly ok: boolean | null; readonly detail: string }[];
}

export const recorded: Recorded = recording;
