import type { ApiKeyRecord, NewCustomer, WorkerRecord } from '@asg/domain';
import type { BatchRecord, StoredRow } from '@asg/storage';
import { type Customer, customers, daysTo, purseBins } from '../accounts/customer-kind.ts';
import { emails, keyHashes, keyIds } from '../accounts/customers.ts';
import { consoleSessions } from '../accounts/sessions.ts';
import { emails as workerEmails, workers } from '../accounts/workers.ts';
import type { Operation } from '../cluster/driver.ts';
import { sumNames } from '../derived-names.ts';
import type { RecordStore } from '../records/record-store.ts';
import { batches, batchKey, keyClaims, taskKey } from '../tasks/submission.ts';
import {
  jsonOf,
  makeAll,
  mergeAll,
  moved,
  numberOf,
  numberOrNull,
  type RowImporter,
  textOf,
} from './row-importer.ts';

function purseOperations(
  row: StoredRow,
  operations: RecordStore['cluster']['driver']['operations'],
): readonly Operation[] {
  const enteredSats = numberOf(row, 'entered_sats');
  const { limits } = jsonOf<NewCustomer>(row);
  const day = textOf(row, 'day');
  return [
    operations.write(purseBins.entered, enteredSats),
    operations.write(purseBins.net, enteredSats - numberOf(row, 'taken_sats')),
    operations.write(purseBins.ownTaken, numberOf(row, 'own_taken_sats')),
    operations.write(purseBins.day, day === '' ? 0 : daysTo(day)),
    operations.write(purseBins.daySats, numberOf(row, 'day_sats')),
    operations.write(purseBins.dayLimit, limits?.spendPerDaySats ?? null),
    operations.write(purseBins.low, limits?.balanceLowSats ?? null),
  ];
}

const importCustomers: RowImporter = async (records, rows) => {
  const { operations } = records.cluster.driver;
  await makeAll(
    records,
    customers,
    rows.map((row) => ({
      id: textOf(row, 'id'),
      state: {
        customer: { ...jsonOf<NewCustomer>(row), quotaLeft: numberOf(row, 'quota_left') },
        changes: row.changes === null ? [] : jsonOf<string[]>(row, 'changes'),
        keys: [],
        revoked: [],
        allowanceSats: numberOf(row, 'allowance_sats'),
      },
      operations: [operations.write('q', numberOf(row, 'quota_left')), ...purseOperations(row, operations)],
    })),
  );
  await Promise.all(
    rows.map((row) =>
      records.sums.add(sumNames.money(textOf(row, 'id')), moved, {
        closedSats: numberOf(row, 'closed_sats'),
        paidSats: numberOf(row, 'paid_sats'),
        upgradeGrantSats: numberOf(row, 'upgrade_grant_sats'),
        ownBackSats: numberOf(row, 'own_back_sats'),
      }),
    ),
  );
  const owners = rows.map((row) => ({
    id: textOf(row, 'email_key'),
    state: { customerId: textOf(row, 'id') },
  }));
  await makeAll(records, emails, owners);
};

function withKey(customer: Customer | null, row: StoredRow): Customer {
  if (customer === null) throw new Error(`there is no customer of the key ${textOf(row, 'key_id')}`);
  const { keys, revoked } = customer;
  const key = jsonOf<ApiKeyRecord>(row);
  if (keys.some(({ keyId }) => keyId === key.keyId) || revoked.includes(key.keyId)) return customer;
  return row.revoked_at === null
    ? { ...customer, keys: [...keys, key] }
    : { ...customer, revoked: [...revoked, key.keyId] };
}

const importKeys: RowImporter = async (records, rows) => {
  await mergeAll(records, customers, rows, (row) => textOf(row, 'customer_id'), withKey);
  const keys = rows.map((row) => ({
    key: jsonOf<ApiKeyRecord>(row),
    usedAtMs: numberOrNull(row, 'used_at'),
  }));
  await makeAll(
    records,
    keyHashes,
    keys.map(({ key: { hash, customerId, keyId } }) => ({ id: hash, state: { customerId, keyId } })),
  );
  await makeAll(
    records,
    keyIds,
    keys.map(({ key, usedAtMs }) => ({ id: key.keyId, state: { usedAtMs } })),
  );
};

const importBatches: RowImporter = (records, rows) =>
  makeAll(
    records,
    batches,
    rows.map((row) => {
      const batchId = textOf(row, 'id');
      const state: BatchRecord = {
        batchId,
        customerId: textOf(row, 'customer_id'),
        taskIds: jsonOf<string[]>(row, 'task_ids'),
        createdAtMs: numberOf(row, 'created_at'),
      };
      return { id: batchId, state };
    }),
  );

const importIdempotency =
  (idColumn: 'task_id' | 'batch_id'): RowImporter =>
  (records, rows) =>
    makeAll(
      records,
      keyClaims,
      rows.map((row) => {
        const name = idColumn === 'task_id' ? taskKey : batchKey;
        const state = { submission: moved, id: textOf(row, idColumn), bodyHash: textOf(row, 'body_hash') };
        return { id: name(textOf(row, 'customer_id'), textOf(row, 'key')), state };
      }),
    );

const importWorkers: RowImporter = async (records, rows) => {
  const found = rows.map((row) => ({ worker: jsonOf<WorkerRecord>(row), email: textOf(row, 'email_key') }));
  await makeAll(
    records,
    workers,
    found.map(({ worker }) => ({ id: worker.workerId, state: worker })),
  );
  await makeAll(
    records,
    workerEmails,
    found.map(({ worker: { workerId }, email }) => ({ id: email, state: { workerId } })),
  );
};

const importTotals: RowImporter = async (records, rows) => {
  await Promise.all(
    rows.map((row) =>
      records.sums.add(sumNames.ofWorker(textOf(row, 'worker_id')), moved, {
        labels: numberOf(row, 'labels'),
        paidLabels: numberOf(row, 'paid_labels'),
        paidSats: numberOf(row, 'paid_sats'),
        carriedSats: numberOf(row, 'carried_sats'),
      }),
    ),
  );
};

const importConsoleSessions: RowImporter = (records, rows) =>
  makeAll(
    records,
    consoleSessions,
    rows.map((row) => {
      const hash = textOf(row, 'hash');
      const session = { hash, proof: textOf(row, 'proof'), expiresAtMs: numberOf(row, 'expires_at') };
      return { id: hash, state: { session, isEnded: false } };
    }),
  );

export const accountTakers = {
  customer: importCustomers,
  api_key: importKeys,
  worker: importWorkers,
  worker_total: importTotals,
  console_session: importConsoleSessions,
  batch: importBatches,
  task_key: importIdempotency('task_id'),
  batch_key: importIdempotency('batch_id'),
} as const;
