import { Allowed, Asked, aboutField, Form, gateway } from '@asg/console-kit';
import type { BillingDetails } from '@asg/sdk';
import { Card, TextAreaField, TextField, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** How the organisation is named on invoices. */
export function Details() {
  const query = useQuery({
    queryKey: ['billing-details'],
    queryFn: ({ signal }) => gateway.billing.details({ signal }),
  });
  return (
    <Allowed to="money">
      <div className="no-print">
        <Card
          title="Your details on invoices"
          hint="They hold for this month and those to come; closed invoices stay as they are."
        >
          <Asked query={query}>{(details) => <DetailsForm details={details} />}</Asked>
        </Card>
      </div>
    </Allowed>
  );
}

function DetailsForm({ details }: { readonly details: BillingDetails }) {
  const [name, setName] = useState(details.name);
  const [address, setAddress] = useState(details.address);
  const [taxId, setTaxId] = useState(details.tax_id ?? '');
  const client = useQueryClient();
  const say = useToast();
  const save = useMutation({
    mutationFn: () => gateway.billing.setDetails({ name, address, tax_id: taxId }),
    onSuccess: () => {
      say({ text: 'Saved.' });
      void client.invalidateQueries({ queryKey: ['billing-details'] });
      void client.invalidateQueries({ queryKey: ['invoices'] });
    },
  });
  const fields = ['name', 'address', 'tax_id'].map((field) => aboutField(save.error, field));
  const [nameError = null, addressError = null, taxError = null] = fields;
  return (
    <Form
      action="Save the details"
      busy={save.isPending}
      disabled={name.trim() === ''}
      error={fields.every((one) => one === null) ? save.error : null}
      onSend={() => save.mutate()}
    >
      <TextField
        label="Name"
        required
        maxLength={200}
        autoComplete="organization"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        hint="Of the company or person who buys"
        error={nameError}
      />
      <TextAreaField
        label="Address"
        note="optional"
        maxLength={1000}
        autoComplete="street-address"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={addressError}
      />
      <TextField
        label="Tax id"
        note="optional"
        maxLength={50}
        autoComplete="off"
        value={taxId}
        onChange={(event) => setTaxId(event.currentTarget.value)}
        hint="E.g. your VAT number"
        error={taxError}
      />
    </Form>
  );
}
