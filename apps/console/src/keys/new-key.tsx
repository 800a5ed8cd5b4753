import {
  aboutField,
  Form,
  gateway,
  keepUnstored,
  plural,
  problemText,
  useCurrent,
  useCustomer,
} from '@asg/console-kit';
import { type CustomerPermission, customerPermissions } from '@asg/domain/names';
import { permissionTexts } from '@asg/domain/roles';
import { CheckField, SelectField, TextField } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

const dayMs = 24 * 3_600_000;
const lives = [1, 7, 30, 90, 365];

/** A key with a name, what it may do, and when it ends. */
export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const { may } = useCurrent();
  const { customer_id: customerId } = useCustomer();
  const [name, setName] = useState('');
  const [chooses, setChooses] = useState(false);
  const [scopes, setScopes] = useState<readonly CustomerPermission[]>([]);
  const [days, setDays] = useState<number | null>(null);
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      gateway.keys.create(name.trim() === '' ? undefined : name.trim(), {
        ...(chooses && { scopes }),
        ...(days !== null && { expires_at: new Date(Date.now() + days * dayMs).toISOString() }),
      }),
    onSuccess: ({ api_key: apiKey, key_id: keyId }) => {
      keepUnstored({ customerId, apiKey, keyId, replacedId: null });
      onClose();
      return client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const fields = ['name', 'scopes', 'expires_at'].map((field) => aboutField(create.error, field));
  const [nameError = null, scopesError = null, endError = null] = fields;
  const hasAll = customerPermissions.every((one) => may.includes(one));
  return (
    <Form
      action="Make the key"
      isMain
      busy={create.isPending}
      disabled={chooses && scopes.length === 0}
      error={fields.every((one) => one === null) ? create.error : null}
      onSend={() => create.mutate()}
    >
      <TextField
        label="Name"
        note="optional"
        maxLength={100}
        placeholder="build server"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        hint="What uses it"
        error={nameError}
      />
      <SelectField
        label="It may do"
        value={chooses ? 'chosen' : 'all'}
        onChange={(event) => setChooses(event.currentTarget.value === 'chosen')}
        hint="A program that leaks its key leaks no more than this."
        error={scopesError === null ? null : problemText(create.error)}
      >
        <option value="all">{hasAll ? 'Everything, also what comes later' : 'All that you may do'}</option>
        <option value="chosen">Only what is chosen here</option>
      </SelectField>
      {chooses && (
        <fieldset className="scopes">
          <legend className="ui-visually-hidden">What it may do</legend>
          {customerPermissions
            .filter((one) => one !== 'account' && may.includes(one))
            .map((one) => (
              <CheckField
                key={one}
                label={
                  <span className="stacked">
                    <span>{one}</span>
                    <small>{permissionTexts[one]}</small>
                  </span>
                }
                checked={scopes.includes(one)}
                onChange={(event) => {
                  const { checked } = event.currentTarget;
                  setScopes((before) => [
                    ...before.filter((each) => each !== one),
                    ...(checked ? [one] : []),
                  ]);
                }}
              />
            ))}
        </fieldset>
      )}
      <SelectField
        label="It ends"
        value={days === null ? '' : String(days)}
        onChange={({ currentTarget: { value } }) => setDays(value === '' ? null : Number(value))}
        hint="From then on it opens nothing."
        error={endError}
      >
        <option value="">When it is revoked</option>
        {lives.map((one) => (
          <option key={one} value={one}>
            After {plural(one, 'day')}
          </option>
        ))}
      </SelectField>
    </Form>
  );
}
