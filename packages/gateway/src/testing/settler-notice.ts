import { hexOf, type SigningKey } from '@asg/chain';

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
