import { Button, Notice, TextField } from '@asg/ui';
import type { ComponentProps, FormEvent, ReactNode } from 'react';
import { problemText } from './problem.ts';

interface FormProps {
  /** What the button says. */
  readonly action: string;
  readonly isMain?: boolean;
  readonly busy: boolean;
  /** There is nothing to send yet, or something is wrong that the fields say. */
  readonly disabled?: boolean;
  /** Why what was sent was refused. */
  readonly error: unknown;
  readonly onSend: () => void;
  readonly children: ReactNode;
}

/** Fields, what was refused, and the button that sends them. */
export function Form({ action, isMain = false, busy, disabled = false, error, onSend, children }: FormProps) {
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!disabled && !busy) onSend();
  };
  return (
    <form className="form" onSubmit={send} noValidate>
      {children}
      {error !== null && (
        <Notice tone="danger" urgent>
          {problemText(error)}
        </Notice>
      )}
      <div className="actions">
        <Button type="submit" {...(isMain && { variant: 'primary' })} busy={busy} disabled={disabled}>
          {action}
        </Button>
      </div>
    </form>
  );
}

interface SatsFieldProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange'> {
  readonly value: string;
  readonly onWrite: (text: string) => void;
}

/** A number of satoshis, as it is written. */
export function SatsField({ onWrite, ...rest }: SatsFieldProps) {
  return (
    <TextField
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      onChange={(event) => onWrite(event.currentTarget.value)}
    />
  );
}

/** Null where nothing is written; undefined where it is no whole number. Also as people write it: "1,000" and "1 000". */
export function satsOf(text: string): number | null | undefined {
  const digits = text.replaceAll(/[\s,_]/g, '');
  if (digits === '') return null;
  return /^\d{1,16}$/.test(digits) ? Number(digits) : undefined;
}
