import assert from 'node:assert/strict';
import { aCustomer } from './builders.ts';
import type { Promises } from './storage-contract.ts';

export const customerPromises: Promises = {
  'a customer is found by id and by key, as registered': async ({ storage, ids }) => {
    const request = aCustomer(ids, 7);
    assert.equal(await storage.registerCustomer(request), 'registered');
    assert.deepEqual(await storage.customer(request.customer.customerId), request.customer);
    const found = await storage.customerByKeyHash(request.key.hash);
    assert.deepEqual(found, { customer: request.customer, key: request.key });
  },

  'what nobody registered is not found': async ({ storage, ids }) => {
    assert.equal(await storage.customer(ids.next('customer')), null);
    assert.equal(await storage.customerByKeyHash(ids.hash()), null);
    assert.equal(await storage.task(ids.next('task')), null);
    assert.equal(await storage.batch(ids.next('batch')), null);
    assert.equal(await storage.worker(ids.next('worker')), null);
    assert.equal(await storage.workerByEmail('nobody@example.com'), null);
    assert.equal(await storage.sessionByHash(ids.hash()), null);
    assert.equal(await storage.settlement(ids.next('settlement')), null);
    assert.equal(await storage.lane('nowhere'), null);
    assert.equal(await storage.paymentQueue(10), null);
  },

  'an e-mail belongs to one customer, however many ask at once': async ({ storage, ids }) => {
    const requests = Array.from({ length: 10 }, () => ({
      ...aCustomer(ids, 1),
      emailKey: 'ada@example.com',
    }));
    const outcomes = await Promise.all(requests.map((request) => storage.registerCustomer(request)));
    assert.equal(outcomes.filter((outcome) => outcome === 'registered').length, 1);
    const loser = requests[outcomes.indexOf('email_taken')]!;
    assert.equal(await storage.customer(loser.customer.customerId), null);
    assert.equal(await storage.customerByKeyHash(loser.key.hash), null);
  },

  'the same registration sent again changes nothing': async ({ storage, ids }) => {
    const request = aCustomer(ids, 5);
    for (let i = 0; i < 3; i++) assert.equal(await storage.registerCustomer(request), 'registered');
    assert.equal((await storage.customer(request.customer.customerId))!.quotaLeft, 5);
  },

  'the store answers': async ({ storage }) => {
    await storage.ping();
  },
};
