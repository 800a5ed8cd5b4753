import { ASGGatewayConnectionError } from '@asg/sdk';
import { BrandMark, Button, EmptyState } from '@asg/ui';
import { CloudAlert, WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { messages } from '../i18n/index.ts';
import { usePageTitle } from './page.tsx';
import { problemText } from './problem.ts';

/** Until it is known who is here. */
export function Splash() {
  return (
    <main className="ui-splash" aria-busy="true">
      <BrandMark size={56} />
      <h1 className="ui-visually-hidden">{messages.app.loading}</h1>
    </main>
  );
}

const retryMs = 5_000;

interface UnreachableProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** The app is here (it is kept on the device), the server is not. */
export function Unreachable({ error, onRetry }: UnreachableProps) {
  const isOffline = error instanceof ASGGatewayConnectionError;
  const title = isOffline ? messages.offline.title : messages.app.failed;
  usePageTitle(title);
  const retry = useRef(onRetry);
  retry.current = onRetry;
  useEffect(() => {
    const again = (): void => retry.current();
    window.addEventListener('online', again);
    const timer = setInterval(again, retryMs);
    return () => {
      window.removeEventListener('online', again);
      clearInterval(timer);
    };
  }, []);
  return (
    <main className="ui-alone">
      <h1 className="ui-visually-hidden">{title}</h1>
      <EmptyState
        icon={isOffline ? <WifiOff size={28} /> : <CloudAlert size={28} />}
        tone="warning"
        title={title}
        actions={
          <Button variant="primary" onClick={onRetry}>
            {messages.app.tryAgain}
          </Button>
        }
      >
        <p>{isOffline ? messages.offline.text : problemText(error)}</p>
      </EmptyState>
    </main>
  );
}
