import { CloudAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from './controls/button.tsx';
import { EmptyState } from './states.tsx';

interface CrashGuardProps {
  readonly title: string;
  readonly text: string;
  readonly reloadLabel: string;
  readonly children: ReactNode;
}

/** Shows a way on where a part of the app fails, instead of an empty page. */
export class CrashGuard extends Component<CrashGuardProps, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    const { title, text, reloadLabel, children } = this.props;
    if (!this.state.crashed) return children;
    return (
      <main className="ui-alone">
        <h1 className="ui-visually-hidden">{title}</h1>
        <EmptyState
          icon={<CloudAlert size={28} />}
          title={title}
          tone="danger"
          actions={
            <Button variant="primary" onClick={() => location.reload()}>
              {reloadLabel}
            </Button>
          }
        >
          <p>{text}</p>
        </EmptyState>
      </main>
    );
  }
}
