import { isStatus, type Worker } from '@asg/sdk';
import { Button, Notice, TextField, useToast } from '@asg/ui';
import { present } from '@asg/values/present';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { focusFirstError } from '../account/first-error.ts';
import { formText } from '../account/form-text.ts';
import { PasswordField } from '../account/password-field.tsx';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { fieldProblem, problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';
import { payeeOf } from './payee.ts';

interface WalletFormProps {
  readonly onSaved: () => void;
  readonly onCancel?: () => void;
}

/** An address, a paymail or a $handle. Asks for the password where the log-in was long ago. */
export function WalletForm({ onSaved, onCancel }: WalletFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const setMe = useSetMe();
  const say = useToast();
  const [missing, setMissing] = useState(false);
  const [asksPassword, setAsksPassword] = useState(false);
  const save = useMutation({
    mutationFn: async ({ typed, password }: { typed: string; password: string }) => {
      const payee = present(payeeOf(typed), 'a payee');
      return api.setWallet({ ...payee, ...(password === '' ? {} : { password }) });
    },
    onSuccess: (me) => {
      setMe(me);
      say({ text: savedText(me) });
      onSaved();
    },
    onError: (error) => {
      if (isStatus(error, 403)) setAsksPassword(true);
      focusFirstError(form.current);
    },
  });
  const { error } = save;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const typed = formText(fields, 'payee');
    setMissing(payeeOf(typed) === null);
    if (payeeOf(typed) === null) focusFirstError(form.current);
    else save.mutate({ typed, password: formText(fields, 'password') });
  };
  const refused = fieldProblem(error, 'address') ?? fieldProblem(error, 'paymail');
  const confirm = isStatus(error, 403) ? messages.wallet.confirm : null;
  return (
    <form ref={form} className="ui-stack" noValidate onSubmit={submit}>
      {error !== null && refused === null && confirm === null && (
        <Notice tone="danger" urgent>
          {problemText(error)}
        </Notice>
      )}
      <TextField
        label={messages.wallet.payee}
        name="payee"
        dir="ltr"
        required
        maxLength={320}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        hint={messages.wallet.payeeHint}
        error={missing ? messages.wallet.needPayee : refused}
      />
      {asksPassword && <PasswordField isNew={false} error={confirm} />}
      <div className="form-actions">
        <Button type="submit" variant="primary" busy={save.isPending}>
          {messages.wallet.save}
        </Button>
        {onCancel !== undefined && (
          <Button variant="quiet" onClick={onCancel}>
            {messages.app.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}

function savedText({ wallet: { pending }, pay_hold: hold }: Worker): string {
  if (pending !== null) return messages.wallet.savedWaiting({ from: moment(pending.from) });
  return hold === null ? messages.wallet.saved : messages.wallet.savedPending;
}
