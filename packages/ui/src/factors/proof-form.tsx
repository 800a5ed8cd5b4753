import { KeyRound } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/field.tsx';
import { Notice } from '../states.tsx';
import { type Action, textIn } from './action.ts';
import { answerByPasskey, canUsePasskeys } from './passkeys.ts';
import type { FactorProps, Proof } from './types.ts';

export { useAction } from './action.ts';
export type { FactorsShown, Proof } from './types.ts';

interface ProofFormProps extends Pick<FactorProps, 'api' | 'texts'> {
  readonly action: Action;
  /** The password alone is not enough. */
  readonly needsCode: boolean;
  /** A passkey of theirs will do in place of both. */
  readonly byPasskey: boolean;
  readonly submit: string;
  /** What it proves oneself for cannot be undone. */
  readonly isDangerous?: boolean;
  /** `fields`: of the whole form. */
  readonly onProof: (proof: Proof, fields: FormData) => Promise<void>;
  readonly onCancel: () => void;
  /** Fields before those. */
  readonly children?: ReactNode;
}

/** Asks who it is that asks. */
export function ProofForm(props: ProofFormProps) {
  const { api, texts, action, needsCode, byPasskey, submit, isDangerous = false } = props;
  const { onProof, onCancel, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = action;
  const withPasskey = (): void => {
    const { current } = form;
    if (current === null) return;
    const fields = new FormData(current);
    run(async () => onProof({ passkey: await answerByPasskey(api) }, fields));
  };
  return (
    <form
      ref={form}
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        const code = needsCode ? { code: textIn(fields, 'code') } : {};
        run(() => onProof({ password: textIn(fields, 'current_password'), ...code }, fields));
      }}
    >
      {problem !== null && problem.other !== null && (
        <Notice tone="danger" urgent>
          {problem.other}
        </Notice>
      )}
      {children}
      <TextField
        label={texts.currentPassword}
        name="current_password"
        type="password"
        autoComplete="current-password"
        maxLength={1024}
        required
        error={problem?.password ?? null}
      />
      {needsCode && (
        <TextField
          label={texts.code}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          required
          hint={texts.codeHint}
          error={problem?.code ?? null}
        />
      )}
      <div className="ui-actions">
        <Button type="submit" variant={isDangerous ? 'danger' : 'primary'} busy={busy}>
          {submit}
        </Button>
        {byPasskey && canUsePasskeys() && (
          <Button icon={<KeyRound size={18} aria-hidden="true" />} busy={busy} onClick={withPasskey}>
            {texts.proveByPasskey}
          </Button>
        )}
        <Button variant="quiet" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}
