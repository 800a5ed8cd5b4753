import { aboutField, Form, Page, person, sessionKey, usePerson } from '@asg/console-kit';
import { isStatus } from '@asg/sdk';
import { Card, Notice, TextField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { YourDataCard } from '../leaving/your-data-card.tsx';
import { PasswordField } from '../session/password-field.tsx';
import { FactorSection } from './factor-section.tsx';
import { SessionsCard, sessionsKey } from './sessions-card.tsx';

/** The ways in of who is signed in: e-mail, password, passkeys, a second factor, and where they are signed in. */
export default function YouPage() {
  return (
    <Page title="You" lead="How you sign in, and where you are signed in.">
      <div className="main-aside">
        <div className="ui-stack">
          <SessionsCard />
          <FactorSection />
        </div>
        <div className="ui-stack">
          <EmailCard />
          <PasswordCard />
          <YourDataCard />
        </div>
      </div>
    </Page>
  );
}

/** Of a refused password that was to show who asks. */
const wrongPassword = (error: unknown): string | null =>
  isStatus(error, 403) ? 'This is not your password.' : null;

function EmailCard() {
  const { email: current, new_email: asked } = usePerson();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => person.changeEmail({ email: email.trim(), password }),
    onSuccess: () => {
      setEmail('');
      setPassword('');
      return client.invalidateQueries({ queryKey: sessionKey });
    },
  });
  const emailError = aboutField(change.error, 'email');
  const passwordError = wrongPassword(change.error);
  const isShown = emailError !== null || passwordError !== null;
  return (
    <Card title="E-mail">
      <p className="wrap">{current}</p>
      {asked !== null && (
        <Notice>{`A link went to ${asked}: your e-mail changes once you follow it, within 24 hours.`}</Notice>
      )}
      <Form
        action="Change the e-mail"
        busy={change.isPending}
        disabled={email.trim() === '' || password === ''}
        error={isShown ? null : change.error}
        onSend={() => change.mutate()}
      >
        <TextField
          label="New e-mail"
          type="email"
          autoComplete="email"
          inputMode="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={emailError}
        />
        <PasswordField value={password} onWrite={setPassword} error={passwordError} />
      </Form>
    </Card>
  );
}

function PasswordCard() {
  const { email } = usePerson();
  const say = useToast();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => person.changePassword({ current_password: current, password: next }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      say({ text: 'Your password is changed. All other sessions have ended.' });
      return client.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  const nextError = aboutField(change.error, 'password');
  const currentError = wrongPassword(change.error);
  return (
    <Card title="Password">
      <Form
        action="Change the password"
        busy={change.isPending}
        disabled={current === '' || next === ''}
        error={nextError === null && currentError === null ? change.error : null}
        onSend={() => change.mutate()}
      >
        {/* Tells password managers whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField label="Current password" value={current} onWrite={setCurrent} error={currentError} />
        <PasswordField isNew label="New password" value={next} onWrite={setNext} error={nextError} />
      </Form>
    </Card>
  );
}
