import { Button, EmptyState } from '@asg/ui';
import { CloudAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { words } from '../words/index.ts';

interface CrashGuardProps {
  readonly children: ReactNode;
}

/** Shows a way on where a part of the app fails, instead of an empty page. */
export class CrashGuard extends Component<CrashGuardProps, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="alone">
        <EmptyState
          icon={<CloudAlert size={28} />}
          title={words.app.failed}
          tone="danger"
          actions={
            <Button variant="primary" onClick={() => location.reload()}>
              {words.app.reload}
            </Button>
          }
        >
          <p>{words.app.failedText}</p>
        </EmptyState>
      </main>
    );
  }
}
