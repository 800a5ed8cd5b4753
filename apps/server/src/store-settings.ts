import { ConfigError, text } from './variables.ts';

/** Where records are kept. */
export interface StoreSettings {
  readonly kind: 'sqlite';
  /** Null: in the data folder. */
  readonly path: string | null;
}

export const storeVariables = {
  ASG_STORE: text(
    '',
    'Where records are kept, such as `sqlite:./data/asg.db`: a file of this one process. `refinery.sqlite` in the data folder where it is not set.',
  ),
};

/** The store that a text such as `sqlite:./data/asg.db` names. `variable`: what a ConfigError blames. */
export function storeSettings(variable: string, value: string): StoreSettings {
  if (value === '') return { kind: 'sqlite', path: null };
  const path = value.startsWith('sqlite:') ? value.slice('sqlite:'.length) : '';
  if (path === '' || path.startsWith('//'))
    throw new ConfigError(
      variable,
      `must name a file after sqlite:, as in sqlite:./data/asg.db, not "${value}"`,
    );
  return { kind: 'sqlite', path };
}

/** As the variable has it, for messages. */
export function storeName({ path }: StoreSettings): string {
  return `sqlite:${path ?? ''}`;
}
