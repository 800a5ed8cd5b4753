import { lockingScriptOfAddress } from '@asg/chain';

/** Whether workers can be paid there, on the local chain. */
export function checkPayoutAddress(address: string) {
  const result = lockingScriptOfAddress(address, 'local');
  return result.ok ? ({ ok: true } as const) : ({ ok: false, reason: result.message } as const);
}
