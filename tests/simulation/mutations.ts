import type { Mutation } from './break-source.ts';

const engine = 'packages/engines/src/settlement';
const store = 'packages/storage-sqlite/src/settlement';
const payouts = 'packages/storage-sqlite/src/payouts';
const rules = 'packages/domain/src';

export const mutations: readonly Mutation[] = [
  {
    name: 'sent before stored',
    breaks: 'what is sent was stored before',
    edits: [
      {
        file: `${engine}/settler.ts`,
        find: 'this.#lanes = lanes;',
        replace: 'this.#lanes = lanes; (lanes as any).chain = chain;',
      },
      {
        file: `${engine}/lanes/lanes.ts`,
        find: 'const outcome = await storage.settlement',
        replace: 'await (this as any).chain.broadcast(settlement); const outcome = await storage.settlement',
      },
    ],
  },
  {
    name: 'new transaction after a time-out',
    breaks: 'a retry sends the same bytes',
    edits: [
      {
        file: `${engine}/sending/broadcaster.ts`,
        find: "return { ...(await this.#waits(settlement, 'unknown', known?.reason ?? outcome.reason)), isUsual };",
        replace: "return { kind: 'replace', why: 'dead', proofOfDeath: 'time-out' };",
      },
    ],
  },
  {
    name: 'replacement from a new coin',
    breaks: 'a replacement spends an old coin',
    edits: [
      {
        file: `${engine}/sending/replacer.ts`,
        find: "result.why === 'dead' ? heldInputs(old, this.#treasury.key) : await inheritedCoins(old, storage);",
        replace: '[] as Coin[];',
      },
      {
        file: `${store}/write.ts`,
        find: "return isSafe ? null : 'not_bound';",
        replace: 'return null;',
      },
    ],
  },
  {
    name: 'a replaced transaction is never alive again',
    breaks: 'old and new can never both be mined',
    edits: [
      {
        file: `${engine}/sending/broadcaster.ts`,
        find: "if (own.state === 'failed' && isAlive) return { kind: 'revive', settlementId: own.settlementId };\n        continue;",
        replace: 'if (!isAlive) continue;',
      },
      {
        file: `${engine}/sending/broadcaster.ts`,
        find: '|| depth < finalDepthBlocks) continue;',
        replace: '|| depth < 1) continue;',
      },
    ],
  },
  {
    name: 'double claim',
    breaks: 'a task is reserved for one settlement',
    edits: [
      {
        file: `${store}/reservations.ts`,
        find: 'where due_since is not null and due_since <= ?1 order by due_since, id limit',
        replace: 'where due_since <= ?1 or reserved_by is not null order by due_since, id limit',
      },
    ],
  },
  {
    name: 'old tokens are accepted',
    breaks: 'one settler at a time, fenced',
    edits: [
      {
        file: `${store}/lanes.ts`,
        find: 'return lane?.token === token ? lane : null;',
        replace: 'return token > 0 ? lane : null;',
      },
      {
        file: `${engine}/lanes/lanes.ts`,
        find: 'return this.#ids.every((id) => (this.#lanes.get(id)?.heldUntilMs ?? 0) > freshMs);',
        replace: 'return this.#ids.every((id) => this.#lanes.has(id));',
      },
      {
        file: `${store}/write.ts`,
        find: "if (old === null && !ledger.carriesAre(settlement.payees)) return 'carry_changed';",
        replace: '',
      },
      {
        file: `${store}/write.ts`,
        find: "if (coins.anySpent(inputs, replaces)) return 'coin_in_use';",
        replace: '',
      },
      {
        file: `${store}/coins.ts`,
        find: 'insert into coin_spent',
        replace: 'insert or replace into coin_spent',
      },
    ],
  },
  {
    name: 'settled each time it is seen',
    breaks: 'a payout is booked once',
    edits: [
      {
        file: `${rules}/settlement/settlement.ts`,
        find: 'settles = seenAtMs === null && (',
        replace: 'settles = (',
      },
      {
        file: `${payouts}/ledger.ts`,
        find: 'insert into earning',
        replace: 'insert or replace into earning',
      },
    ],
  },
  {
    name: 'the carry is forgotten',
    breaks: 'earned + carried in = paid + carried out, from batch to batch',
    edits: [
      {
        file: `${rules}/payouts/earning.ts`,
        find: 'return bySats === 0 ?',
        replace: 'return bySats >= 0 ?',
      },
    ],
  },
  {
    name: 'reorganisations are not noticed',
    breaks: 'mined means in our own chain of headers',
    edits: [
      {
        file: `${engine}/tracking/confirmation-tracker.ts`,
        find: 'if (depth > 0) return;',
        replace: 'if (depth >= 0) return;',
      },
    ],
  },
  {
    name: 'what the network lost is not sent again',
    breaks: 'seen means that the network has it',
    edits: [
      {
        file: `${engine}/tracking/confirmation-tracker.ts`,
        find: "await this.#broadcaster.advance(settlementId, 'unknown', note);",
        replace: "if (txid !== '') return; await this.#broadcaster.advance(settlementId, 'unknown', note);",
      },
    ],
  },
  {
    name: 'a proof of mining is not checked',
    breaks: 'mined needs a path to a header that we have',
    edits: [
      {
        file: 'packages/chain/src/headers/proof-check.ts',
        find: 'if (block.header.merkleRoot !== root.root)',
        replace: "if (root.root === '')",
      },
      {
        file: 'packages/chain/src/headers/proof-check.ts',
        find: 'if (block.hash !== blockHash)',
        replace: "if (blockHash === '')",
      },
    ],
  },
  {
    name: 'pay is not taken back from what was replaced',
    breaks: 'what a worker was paid is the sum of live payouts',
    edits: [
      {
        file: `${store}/write.ts`,
        find: 'if (old.seenAtMs !== null) ledger.takeBack(old);',
        replace: '',
      },
    ],
  },
  {
    name: 'the commitment leaves a task out',
    breaks: 'the commitment is that of the batch',
    edits: [
      {
        file: `${engine}/signing/batch.ts`,
        find: 'tasks.filter((task) => task.decision !== null),',
        replace: 'tasks.filter((task) => task.decision !== null).slice(1),',
      },
    ],
  },
  {
    name: 'a withdrawal leaves its coins with the worker',
    breaks: 'what is held is withdrawn once',
    edits: [
      {
        file: `${payouts}/held-coins.ts`,
        find: 'for (const { txid, vout } of inputs) this.#spend.run(settlementId, txid, vout);',
        replace: '',
      },
      {
        file: `${store}/write.ts`,
        find: "if (coins.anySpent(inputs, replaces)) return 'coin_in_use';",
        replace: '',
      },
      {
        file: `${store}/coins.ts`,
        find: 'insert into coin_spent',
        replace: 'insert or replace into coin_spent',
      },
    ],
  },
  {
    name: 'a withdrawal pays from the treasury',
    breaks: 'a withdrawal moves what was held',
    edits: [
      {
        file: `${engine}/paying/move-planner.ts`,
        find: 'this.#treasury.sign([coin, ...held], sign, sats(1))',
        replace: 'this.#treasury.sign([coin], sign, sats(1))',
      },
      {
        file: `${engine}/signing/ledger.ts`,
        find: 'if (settlement.withdrawal !== undefined) {',
        replace: 'if (settlement.withdrawal === null) {',
      },
    ],
  },
];
