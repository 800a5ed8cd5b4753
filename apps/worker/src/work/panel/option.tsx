import { KeyCap } from '@asg/ui';
import { at } from '@asg/values/present';
import type { ReactNode } from 'react';

interface OptionProps {
  readonly type: 'radio' | 'checkbox';
  readonly name?: string;
  readonly value: string;
  readonly checked: boolean;
  /** What chooses it, apart by blanks, the one that is shown first; empty: no key does. */
  readonly keys: string;
  readonly showKeys: boolean;
  /** Stands before the text: the number of a step. */
  readonly mark?: string | null;
  /** The same, where it is no text. */
  readonly before?: ReactNode;
  /** Without its circle, in a row of others: what it says is short. */
  readonly tile?: boolean;
  /** Another thing than those above it. */
  readonly apart?: boolean;
  readonly onChange: () => void;
  readonly children: ReactNode;
}

/** One answer, of a finger's size. */
export function Option(props: OptionProps) {
  const { keys, showKeys, mark = null, before, tile = false, apart = false, children, ...input } = props;
  const key = at(keys.split(' '), 0);
  return (
    <label className="option" data-tile={tile} data-apart={apart}>
      <input {...input} data-keys={keys} />
      {before}
      {mark !== null && <span className="option-mark ui-number">{mark}</span>}
      <span className="option-text" dir="auto">
        {children}
      </span>
      {showKeys && key !== '' && <KeyCap>{key.toUpperCase()}</KeyCap>}
    </label>
  );
}
