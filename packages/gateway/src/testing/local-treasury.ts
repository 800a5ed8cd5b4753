import { hexOf, lockingScriptOfAddress, type SigningKey } from '@asg/chain';

/** Whether workers can be paid there, on the local chain. */
export function checkPayoutAddress(address: string) {
  const result = lockingScriptOfAddress(address, 'local');
  return result.ok ? ({ ok: true } as const) : ({ ok: false, reason: result.message } as const);
}

/** What a settler of this treasury would tell. */
export function settlerNotice(treasury: SigningKey) {
  return {
    process: 'settler',
    status: { kind: 'running' },
    laneIds: ['lane-1', 'lane-2'],
    conditions: [],
    address: treasury.address,
    publicKey: hexOf(treasury.publicKey),
  } as const;
}
