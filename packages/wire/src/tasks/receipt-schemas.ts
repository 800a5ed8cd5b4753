import { consensusCrowds, networks, receiptStatuses } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, timestamp } from '../parts/fields.ts';
import { kindField } from '../parts/kinds.ts';

const hex = (description: string, example: string) => Type.String({ description, examples: [example] });
const hash = (description: string) => hex(description, 'e3b0c44298fc1c149afbf4c8996fb924…');

export const receiptHeaders = Type.Object({
  'if-none-match': Type.Optional(
    Type.String({ description: 'The ETag of the receipt you have: 304 if it is still the same' }),
  ),
});

export const receipt = Type.Object(
  {
    version: Type.Unsafe<1 | 2>({
      type: 'integer',
      enum: [1, 2],
      description: '2: the leaf says what kind of labels the task has',
      examples: [1],
    }),
    status: choice(receiptStatuses, {
      description: 'seen: the network has the transaction; mined: it is in a block; final: 6 blocks deep',
    }),
    network: choice(networks, { description: 'All but main: not real money' }),
    settlement_id: id('stl_', 'The batch that was paid with this label'),
    txid: hash('The transaction that paid'),
    leaf: Type.Object({
      task_id: id('tsk_', 'The task'),
      data_url_hash: hash('SHA-256 of `data_url`'),
      model_count: Type.Optional(
        Type.Integer({
          description:
            'Models of the customer whose predictions counted beside the labels. Not there: none did. `worker_count` and `agreement_count` are of people alone',
          examples: [1],
        }),
      ),
      label_spec_hash: hash('SHA-256 of `label_spec`, as JSON with sorted keys and no white space'),
      kind: kindField,
      consensus_label: Type.String({ examples: ['cat'] }),
      worker_count: Type.Integer({ description: 'Labels that were counted', examples: [3] }),
      agreement_count: Type.Integer({
        description: 'Labels equal to the consensus label, or near enough to be paid',
        examples: [2],
      }),
      crowd: Type.Optional(
        choice(consensusCrowds, {
          description:
            'own: your own people alone gave the labels; mixed: they and the public crowd. Not there: the public crowd',
        }),
      ),
      unpaid_count: Type.Optional(
        Type.Integer({
          description:
            'Of the agreeing labels, those without a payout: of own people who are unpaid. Not there: none',
          examples: [3],
        }),
      ),
      decided_at: timestamp('When the consensus was found'),
      salt: hex('Keeps the label private on the chain', '9f86d081884c7d659a2feaa0c55ad015'),
    }),
    leaf_hash: hash('SHA-256 of 0x00 and the record as JSON with sorted keys and no white space (RFC 6962)'),
    leaf_index: Type.Integer({ description: 'Place of the leaf in its batch, from 0', examples: [0] }),
    tree_size: Type.Integer({ description: 'Leaves of the batch', examples: [1000] }),
    path: Type.Array(Type.Object({ side: choice(['left', 'right']), hash: hash('The sibling') }), {
      description: 'From the leaf up to the root',
    }),
    root: hash('Merkle root of the batch, as the transaction commits to it'),
    tx: hex('The transaction as BEEF (BRC-96)', '0200beef…'),
    bump: Type.Optional(hex('Once mined: its Merkle path (BRC-74)', 'fe8a6a0c000c04fde80b00…')),
    block_hash: Type.Optional(hash('Once mined')),
    block_height: Type.Optional(Type.Integer({ description: 'Once mined', examples: [813_706] })),
    block_header: Type.Optional(hex('Once mined: 80 bytes', '0000c020…')),
  },
  {
    title: 'Receipt',
    description:
      'Ids of transactions and blocks are byte-reversed, as everywhere; hashes of the batch are not.',
  },
);

export type ReceiptBody = Static<typeof receipt>;
