import type { ButtonHTMLAttributes, ReactNode } from 'react';

export interface ButtonLook {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'medium' | 'large';
  /** An icon alone: give the button an `aria-label`. */
  readonly shape?: 'text' | 'icon';
  /** As wide as what it stands in. */
  readonly wide?: boolean;
}

/** The attributes that make a link look like a button. */
export function buttonLook({ variant = 'secondary', size = 'medium', shape = 'text', wide }: ButtonLook) {
  return {
    className: 'ui-button',
    'data-variant': variant,
    'data-size': size,
    'data-shape': shape,
    'data-wide': wide === true,
  };
}

interface ButtonProps extends ButtonLook, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  /** Work is under way: further presses do nothing, and the button keeps its width. */
  readonly busy?: boolean;
  readonly icon?: ReactNode;
}

/** A button of type `button`, unless another is given. */
export function Button({ variant, size, shape, wide, busy, icon, children, onClick, ...rest }: ButtonProps) {
  const look: ButtonLook = {
    ...(variant === undefined ? {} : { variant }),
    ...(size === undefined ? {} : { size }),
    ...(shape === undefined ? {} : { shape }),
    ...(wide === undefined ? {} : { wide }),
  };
  return (
    <button
      type="button"
      {...buttonLook(look)}
      {...rest}
      aria-busy={busy === true ? true : undefined}
      onClick={(event) => {
        if (busy === true) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy === true ? <span className="ui-spinner" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}

/** A key of the keyboard, for the eye alone. Not shown on devices that have none. */
export function KeyCap({ children }: { readonly children: ReactNode }) {
  return (
    <span className="ui-key" aria-hidden="true">
      {children}
    </span>
  );
}
