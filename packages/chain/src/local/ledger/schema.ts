import { DatabaseSync } from 'node:sqlite';
import { fillCommitments } from './commitments.ts';
import { prepareFile } from './database-file.ts';

const schemaVersion = 1;
const busyTimeoutMs = 5_000;
const cacheKib = 65_536;
const checkpointPages = 8_000;

/**
 * `txs.seq` is the order of acceptance, so parents come before children. `raw` is NULL for imported coins' parents.
 * `outputs` holds what can be spent; data outputs are only in `raw`. `spent_by` is the `seq` of the spender.
 * The references document the schema; enforcing them would need one more index over all outputs.
 */
const schema = `
  CREATE TABLE txs (
    seq INTEGER PRIMARY KEY,
    txid BLOB NOT NULL UNIQUE,
    raw BLOB,
    size INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    mineable INTEGER NOT NULL,
    coinbase INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    block_height INTEGER,
    block_position INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX txs_by_block ON txs (block_height, block_position) WHERE block_height IS NOT NULL;
  CREATE INDEX txs_mineable ON txs (mineable, seq) WHERE block_height IS NULL AND raw IS NOT NULL;
  CREATE INDEX txs_waiting ON txs (seq) WHERE block_height IS NULL AND raw IS NOT NULL;

  CREATE TABLE outputs (
    tx INTEGER NOT NULL REFERENCES txs (seq),
    vout INTEGER NOT NULL,
    satoshis INTEGER NOT NULL,
    script BLOB NOT NULL,
    spent_by INTEGER REFERENCES txs (seq),
    PRIMARY KEY (tx, vout)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX outputs_unspent ON outputs (script, satoshis DESC) WHERE spent_by IS NULL;

  CREATE TABLE blocks (
    height INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    header BLOB NOT NULL,
    tx_count INTEGER NOT NULL,
    size INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE conflicts (
    txid BLOB NOT NULL,
    competitor BLOB NOT NULL,
    PRIMARY KEY (txid, competitor)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE refusals (
    seq INTEGER PRIMARY KEY,
    txid BLOB NOT NULL UNIQUE,
    code INTEGER NOT NULL,
    message TEXT NOT NULL
  ) STRICT;

  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
`;
/** What transactions say that they commit to: an index over what is in `raw`, filled again wherever it is behind. */
const commitmentsSchema = `
  CREATE TABLE IF NOT EXISTS commitments (tx INTEGER PRIMARY KEY, settlement TEXT NOT NULL, root BLOB NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS commitments_by_settlement ON commitments (settlement, tx);
  CREATE INDEX IF NOT EXISTS commitments_by_root ON commitments (root, tx);
`;

/**
 * Opens (and on the first time makes) the chain's file. A commit is on the disk before it returns: WAL with
 * synchronous=FULL. Throws if the file belongs to another version of the schema, and `DamagedChain` if it is not sound.
 */
export function openDatabase(path: string): DatabaseSync {
  if (path !== ':memory:') prepareFile(path, openAnyDatabase);
  return openAnyDatabase(path);
}

function openAnyDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  // Payees are spread all over the index by script: a larger cache and rarer checkpoints halve the cost of a batch.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = OFF;
    PRAGMA cache_size = -${cacheKib};
    PRAGMA wal_autocheckpoint = ${checkpointPages};`);
  inTransaction(database, () => {
    prepareSchema(database, path);
    database.exec(commitmentsSchema);
    fillCommitments(database);
  });
  return database;
}

/** Runs `work` in one write transaction: all of it is kept, durably, or none. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function prepareSchema(database: DatabaseSync, path: string): void {
  const version = database.prepare('PRAGMA user_version').get()?.user_version;
  if (version === schemaVersion) return;
  if (version !== 0) {
    throw new Error(
      `${path} holds a local chain of version ${Number(version)}; this program reads ${schemaVersion}`,
    );
  }
  database.exec(schema);
  database.exec(`PRAGMA user_version = ${schemaVersion}`);
}
