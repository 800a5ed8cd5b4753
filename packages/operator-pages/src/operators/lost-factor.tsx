import { aboutField, admin, Form, When } from '@asg/console-kit';
import { Button, Dialog, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

type LostFactorProps =
  | { readonly name: string; readonly workerId: string }
  /** `email`: of whom it most likely is. */
  | { readonly name: string; readonly email: string };

/** For somebody who lost phone and recovery codes: log-ins need no code from tomorrow on. */
export function LostFactor(whose: LostFactorProps) {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Lost their phone</Button>
      <Dialog open={open} onClose={close} title="End a second factor" closeLabel="Close">
        <LostFactorForm {...whose} onClose={close} />
      </Dialog>
    </>
  );
}

function LostFactorForm({ onClose, ...whose }: LostFactorProps & { readonly onClose: () => void }) {
  const isWorker = 'workerId' in whose;
  const [email, setEmail] = useState(isWorker ? '' : whose.email);
  const end = useMutation({
    mutationFn: () =>
      isWorker ? admin.workers.endSecondFactor(whose.workerId) : admin.people.endSecondFactor(email.trim()),
  });
  const who = isWorker ? whose.name : email.trim();
  if (end.data !== undefined)
    return (
      <div className="ui-stack">
        <Notice tone="accent" urgent>
          <p className="wrap">
            From <When at={end.data.ends_at} /> on <bdi>{who}</bdi> signs in without a code, unless a code is
            given before. A mail tells them.
          </p>
        </Notice>
        <div className="actions">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    );
  const emailError = aboutField(end.error, 'email');
  return (
    <Form
      action="End it in 24 hours"
      isMain
      busy={end.isPending}
      disabled={!isWorker && email.trim() === ''}
      error={emailError === null ? end.error : null}
      onSend={() => end.mutate()}
    >
      <p className="wrap">
        For somebody who lost their phone and their recovery codes. Make sure that it is them: from tomorrow
        on the password alone signs in. Whoever gives a code until then has lost nothing, and nothing ends.
      </p>
      {isWorker ? (
        <p className="wrap">
          Worker: <strong>{whose.name}</strong>
        </p>
      ) : (
        <TextField
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="off"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          hint="With which they sign in to the Console"
          error={emailError}
        />
      )}
    </Form>
  );
}
