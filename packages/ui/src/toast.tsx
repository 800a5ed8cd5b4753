import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { Button } from './controls/button.tsx';

export interface Toast {
  readonly text: string;
  /** Something to do about it: such a toast stays until it is dismissed. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

type Say = (toast: Toast) => void;
const ToastContext = createContext<Say>(() => {});
/** Shown at once; older ones give way. */
const toastsMax = 3;

interface ToastProviderProps {
  readonly dismissLabel: string;
  readonly children: ReactNode;
}

/** Short messages at the foot of the page, read out politely. */
export function ToastProvider({ dismissLabel, children }: ToastProviderProps) {
  const [toasts, setToasts] = useState<readonly (Toast & { readonly key: number })[]>([]);
  const lastKey = useRef(0);
  const say = useCallback<Say>((toast) => {
    lastKey.current += 1;
    const key = lastKey.current;
    setToasts((shown) =>
      [...shown.filter(({ text }) => text !== toast.text), { ...toast, key }].slice(-toastsMax),
    );
  }, []);
  const dismiss = useCallback((key: number) => setToasts((shown) => shown.filter((t) => t.key !== key)), []);
  const list = useMemo(
    () =>
      toasts.map(({ key, text, action }) => (
        <div
          key={key}
          className="ui-toast"
          data-passing={action === undefined}
          onAnimationEnd={(event) => {
            if (event.animationName === 'ui-stay') dismiss(key);
          }}
        >
          <span>{text}</span>
          {action !== undefined && (
            <Button
              variant="quiet"
              onClick={() => {
                action.run();
                dismiss(key);
              }}
            >
              {action.label}
            </Button>
          )}
          <Button
            variant="quiet"
            shape="icon"
            aria-label={dismissLabel}
            onClick={() => dismiss(key)}
            icon={<X size={18} aria-hidden="true" />}
          />
        </div>
      )),
    [toasts, dismiss, dismissLabel],
  );
  return (
    <ToastContext value={say}>
      {children}
      <div className="ui-toasts" role="status" aria-live="polite">
        {list}
      </div>
    </ToastContext>
  );
}

/** Says something at the foot of the page. */
export const useToast = (): Say => useContext(ToastContext);
