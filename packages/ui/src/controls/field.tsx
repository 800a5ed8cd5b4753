import { CircleAlert, X } from 'lucide-react';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';

interface FieldFrame {
  readonly label: string;
  /** Beside the label, e.g. "optional". */
  readonly note?: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value, and how to put it right. */
  readonly error?: string | null;
}

interface ControlLinks {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly className: string;
}

function Field({
  label,
  note,
  hint,
  error = null,
  control,
}: FieldFrame & { readonly control: (links: ControlLinks) => ReactNode }) {
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, error === null ? '' : `${id}-error`];
  const describedBy = described.filter((part) => part !== '').join(' ');
  return (
    <div className="ui-field">
      <label className="ui-label" htmlFor={id}>
        {label} {note !== undefined && <span className="ui-label-note">({note})</span>}
      </label>
      {control({
        id,
        className: 'ui-input',
        ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
        ...(error === null ? {} : { 'aria-invalid': true }),
      })}
      {hint !== undefined && (
        <div className="ui-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error !== null && (
        <p className="ui-error" id={`${id}-error`}>
          <CircleAlert size={16} aria-hidden="true" />
          {error}
        </p>
      )}
    </div>
  );
}

type Without<T> = Omit<T, 'id' | 'className' | 'aria-describedby' | 'aria-invalid'>;

/** One line of text with its label, hint and error, tied together for screen readers. */
export function TextField({
  label,
  note,
  hint,
  error,
  ...rest
}: FieldFrame & Without<InputHTMLAttributes<HTMLInputElement>>) {
  const frame = { label, ...optional({ note, hint, error }) };
  return <Field {...frame} control={(links) => <input {...rest} {...links} />} />;
}

/** Several lines of text. */
export function TextAreaField({
  label,
  note,
  hint,
  error,
  ...rest
}: FieldFrame & Without<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const frame = { label, ...optional({ note, hint, error }) };
  return <Field {...frame} control={(links) => <textarea dir="auto" {...rest} {...links} />} />;
}

/** One out of a list: the options are its children. */
export function SelectField({
  label,
  note,
  hint,
  error,
  children,
  ...rest
}: FieldFrame & Without<SelectHTMLAttributes<HTMLSelectElement>>) {
  const frame = { label, ...optional({ note, hint, error }) };
  return (
    <Field
      {...frame}
      control={(links) => (
        <select {...rest} {...links}>
          {children}
        </select>
      )}
    />
  );
}

/** Leaves out what is undefined, which `exactOptionalPropertyTypes` distinguishes from absent. */
function optional<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

interface CheckFieldProps extends Without<InputHTMLAttributes<HTMLInputElement>> {
  readonly label: ReactNode;
  readonly error?: string | null;
}

/** A box to tick, as large as a finger. */
export function CheckField({ label, error = null, ...rest }: CheckFieldProps) {
  const id = useId();
  return (
    <div>
      <label className="ui-check">
        <input
          type="checkbox"
          {...rest}
          {...(error === null ? {} : { 'aria-invalid': true, 'aria-describedby': id })}
        />
        <span>{label}</span>
      </label>
      {error !== null && (
        <p className="ui-error" id={id}>
          <CircleAlert size={16} aria-hidden="true" />
          {error}
        </p>
      )}
    </div>
  );
}

interface ChipsProps {
  readonly label: string;
  readonly chips: readonly { readonly key: string; readonly text: string }[];
  readonly removeLabel: (text: string) => string;
  readonly onRemove: (key: string) => void;
}

/** Chosen values, each of which can be taken away. */
export function Chips({ label, chips, removeLabel, onRemove }: ChipsProps) {
  return (
    <ul className="ui-chips" aria-label={label}>
      {chips.map(({ key, text }) => (
        <li key={key} className="ui-chip">
          {text}
          <button type="button" aria-label={removeLabel(text)} onClick={() => onRemove(key)}>
            <X size={16} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
