import assert from 'node:assert/strict';
import { noBalance } from '@asg/domain';
import { aCustomer } from '../contract/builders.ts';
import type { Suite } from '../contract/suite.ts';

export const customerSuite: Suite = {
  'a customer is found by id and by key, as registered': async ({ storage, ids }) => {
    const request = aCustomer(ids, 7);
    assert.equal(await storage.customers.register(request), 'registered');
    const customer = { ...request.customer, balance: noBalance };
    assert.deepEqual(await storage.customers.get(customer.customerId), customer);
    const found = await storage.customers.byKeyHash(request.key.hash);
    assert.deepEqual(found, { customer, key: request.key });
  },

  'what was never registered is not found': async ({ storage, ids }) => {
    assert.equal(await storage.customers.get(ids.next('customer')), null);
    assert.equal(await storage.customers.byKeyHash(ids.hash()), null);
    assert.equal(await storage.tasks.get(ids.next('task')), null);
    assert.equal(await storage.tasks.batch(ids.next('batch')), null);
    assert.equal(await storage.workers.get(ids.next('worker')), null);
    assert.equal(await storage.workers.byEmail('nobody@example.com'), null);
    assert.equal(await storage.personSessions.get(ids.hash()), null);
    assert.equal(await storage.settlement.get(ids.next('settlement')), null);
    assert.equal(await storage.lanes.get('nowhere'), null);
    assert.equal(await storage.settlement.paymentQueue(10, Date.UTC(2100, 0)), null);
  },

  'an e-mail belongs to one customer, however many ask at once': async ({ storage, ids }) => {
    const requests = Array.from({ length: 10 }, () => ({
      ...aCustomer(ids, 1),
      emailKey: 'ada@example.com',
    }));
    const outcomes = await Promise.all(requests.map((request) => storage.customers.register(request)));
    assert.equal(outcomes.filter((outcome) => outcome === 'registered').length, 1);
    const loser = requests[outcomes.indexOf('email_taken')]!;
    assert.equal(await storage.customers.get(loser.customer.customerId), null);
    assert.equal(await storage.customers.byKeyHash(loser.key.hash), null);
  },

  'a customer is found by e-mail, and may have no key while people of theirs get in without one': async ({
    storage,
    ids,
    nowMs,
  }) => {
    const { key: _, ...request } = aCustomer(ids, 3);
    const { customerId } = request.customer;
    assert.equal(await storage.customers.byEmail(request.emailKey), null);
    assert.equal(await storage.customers.register({ ...request, key: null }), 'registered');
    assert.equal((await storage.customers.byEmail(request.emailKey))?.customerId, customerId);
    assert.deepEqual(await storage.customers.keys(customerId), []);
    const key = { ...aCustomer(ids, 1).key, customerId };
    const { keyId } = key;
    assert.equal(await storage.customers.addKey({ key, liveMax: 3 }), 'added');
    assert.equal(await storage.customers.revokeKey({ customerId, keyId, nowMs }), 'last_key');
    for (let i = 0; i < 2; i++) {
      const outcome = await storage.customers.revokeKey({ customerId, keyId, nowMs, isLastToo: true });
      assert.equal(outcome, 'revoked');
    }
    assert.deepEqual(await storage.customers.keys(customerId), []);
  },

  'the e-mail of a customer is forgotten, and later all that is personal, with the keys': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const request = aCustomer(ids, 7);
    const { customer, emailKey, key } = request;
    const { customerId } = customer;
    await storage.customers.register(request);
    const other = { erase: 'email', emailKey: 'other@example.com', instead: 'x@example.com' } as const;
    assert.equal((await storage.customers.erase({ customerId, erasure: other }))?.email, customer.email);
    assert.equal((await storage.customers.byEmail(emailKey))?.customerId, customerId, 'another’s stays');
    const email = { erase: 'email', emailKey, instead: 'next@example.com' } as const;
    for (let again = 0; again < 2; again++) {
      const after = await storage.customers.erase({ customerId, erasure: email });
      assert.deepEqual([after?.email, after?.name], ['next@example.com', customer.name]);
    }
    await stage.settle();
    assert.equal(await storage.customers.byEmail(emailKey), null);
    assert.equal(await storage.customers.byEmail('next@example.com'), null);
    assert.equal((await storage.customers.byKeyHash(key.hash))?.customer.customerId, customerId);
    assert.equal(await storage.customers.register({ ...aCustomer(ids, 1), emailKey }), 'registered');

    const all = { erase: 'all', atMs: nowMs } as const;
    for (let again = 0; again < 2; again++) {
      const after = await storage.customers.erase({ customerId, erasure: { ...all, atMs: nowMs + again } });
      assert.deepEqual(
        [after?.email, after?.name, after?.suspended, after?.leftAtMs, after?.quotaLeft],
        ['', '', true, nowMs, 7],
      );
    }
    await stage.settle();
    assert.equal(await storage.customers.byKeyHash(key.hash), null);
    assert.deepEqual(await storage.customers.keys(customerId), []);
    const page = await storage.customers.list({ limit: 100, before: null });
    const listed = page.find((one) => one.customerId === customerId);
    assert.deepEqual([listed?.name, listed?.leftAtMs], ['', nowMs]);
    const nobody = ids.next('customer');
    assert.equal(await storage.customers.erase({ customerId: nobody, erasure: all }), null);
  },

  'the same registration sent again changes nothing': async ({ storage, ids }) => {
    const request = aCustomer(ids, 5);
    for (let i = 0; i < 3; i++) assert.equal(await storage.customers.register(request), 'registered');
    assert.equal((await storage.customers.get(request.customer.customerId))!.quotaLeft, 5);
  },

  'the store answers': async ({ storage }) => {
    await storage.ping();
  },
};
