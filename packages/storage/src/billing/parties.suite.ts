import assert from 'node:assert/strict';
import type { Suite } from '../contract/suite.ts';

const party = (name: string) => ({ name, address: '1 Meadow Road\nSpringfield', taxId: null });

export const billingPartySuite: Suite = {
  'who buys is kept for each customer, changed, and forgotten': async (stage) => {
    const { billingParties } = stage.storage;
    const [one, other] = [await stage.customer(), await stage.customer()];
    assert.equal(await billingParties.get({ customerId: one }), null);
    await billingParties.set({ customerId: one, party: party('Meadow Ltd') });
    await billingParties.set({ customerId: one, party: { ...party('Meadow Labs Ltd'), taxId: 'GB123' } });
    assert.deepEqual(await billingParties.get({ customerId: one }), {
      ...party('Meadow Labs Ltd'),
      taxId: 'GB123',
    });
    assert.equal(await billingParties.get({ customerId: other }), null);
    await billingParties.set({ customerId: one, party: null });
    assert.equal(await billingParties.get({ customerId: one }), null);
  },

  'the parties of a closed invoice stay as they were first kept': async (stage) => {
    const { invoiceParties } = stage.storage;
    const of = { customerId: await stage.customer(), month: '2026-03' };
    assert.equal(await invoiceParties.get(of), null);
    await invoiceParties.keep({ ...of, buyer: party('Before'), seller: null });
    await invoiceParties.keep({ ...of, buyer: party('After'), seller: party('Seller') });
    assert.deepEqual(await invoiceParties.get(of), { buyer: party('Before'), seller: null });
    assert.equal(await invoiceParties.get({ ...of, month: '2026-04' }), null);
  },
};
