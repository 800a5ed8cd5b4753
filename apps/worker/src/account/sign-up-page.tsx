import { ASGGatewayHTTPError, isStatus } from '@asg/sdk';
import { Button, CheckField, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { afterEntrance } from '../shell/invitation.ts';
import { passwordProblem } from '../shell/password-problem.ts';
import { fieldProblem, problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';
import { Entrance } from './entrance.tsx';
import { focusFirstError } from './first-error.ts';
import { formText } from './form-text.ts';
import { PasswordField } from './password-field.tsx';

interface Problems {
  readonly email: string | null;
  readonly password: string | null;
  readonly adult: string | null;
  readonly terms: string | null;
}
const noProblems: Problems = { email: null, password: null, adult: null, terms: null };

function problemsOf(form: FormData): Problems {
  const email = formText(form, 'email');
  const password = formText(form, 'password');
  return {
    email: /^\s*[^\s@]+@[^\s@]+\s*$/.test(email) ? null : messages.signUp.needEmail,
    password: password.length >= 8 && password.length <= 128 ? null : messages.signUp.needPassword,
    adult: form.has('adult') ? null : messages.signUp.needAdult,
    terms: form.has('terms') ? null : messages.signUp.needTerms,
  };
}

/** An account for an adult who accepts the terms; logs in at once. */
export function SignUpPage() {
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState(noProblems);
  const setMe = useSetMe();
  const [, go] = useLocation();
  const signUp = useMutation({
    mutationFn: async (input: { email: string; password: string }) => {
      await api.register({ ...input, adult: true, terms_accepted: true });
      return await api.me();
    },
    onSuccess: (me) => {
      setMe(me);
      go(afterEntrance());
    },
    onError: (error) => {
      if (!(error instanceof ASGGatewayHTTPError)) return;
      const taken = error.status === 409 ? messages.signUp.taken : fieldProblem(error, 'email');
      setProblems({ ...noProblems, email: taken, password: passwordProblem(error) });
      focusFirstError(form.current);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const found = problemsOf(fields);
    setProblems(found);
    if (Object.values(found).some((problem) => problem !== null)) focusFirstError(form.current);
    else signUp.mutate({ email: formText(fields, 'email').trim(), password: formText(fields, 'password') });
  };
  const elsewhere = signUp.isError && !isStatus(signUp.error, 400, 409);
  return (
    <Entrance
      title={messages.signUp.title}
      lead={messages.signUp.lead}
      foot={
        <>
          {messages.signUp.haveAccount} <Link href="/log-in">{messages.signUp.logIn}</Link>
        </>
      }
    >
      <form ref={form} className="ui-stack" noValidate onSubmit={submit}>
        {elsewhere && (
          <Notice tone="danger" urgent>
            {problemText(signUp.error)}
          </Notice>
        )}
        <TextField
          label={messages.signUp.email}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          required
          error={problems.email}
        />
        <PasswordField isNew error={problems.password} />
        <div>
          <CheckField name="adult" required label={messages.signUp.adult} error={problems.adult} />
          <CheckField
            name="terms"
            required
            label={
              <>
                {messages.signUp.terms} <Link href="/terms">{messages.signUp.termsLink}</Link>.
              </>
            }
            error={problems.terms}
          />
        </div>
        <Button type="submit" variant="primary" size="large" wide busy={signUp.isPending}>
          {messages.signUp.submit}
        </Button>
      </form>
    </Entrance>
  );
}
