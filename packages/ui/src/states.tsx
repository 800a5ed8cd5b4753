import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'accent' | 'warning' | 'danger';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly tone?: Tone;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** What to show where there is nothing to show: why, and what to do. */
export function EmptyState({ icon, title, tone = 'accent', children, actions }: EmptyStateProps) {
  return (
    <div className="ui-empty" data-tone={tone}>
      <div className="ui-empty-icon" aria-hidden="true">
        {icon}
      </div>
      <h2 dir="auto">{title}</h2>
      <div className="ui-empty-text">{children}</div>
      {actions !== undefined && <div className="ui-empty-actions">{actions}</div>}
    </div>
  );
}

/** Keeps the place of what is still loading, so that nothing moves when it comes. Sizes as in CSS. */
export function Skeleton({ width = '100%', height }: { readonly width?: string; readonly height: string }) {
  return <div className="ui-skeleton" aria-hidden="true" style={{ width, height }} />;
}

interface NoticeProps {
  readonly tone?: Tone;
  /** Read out as soon as it appears. */
  readonly urgent?: boolean;
  readonly children: ReactNode;
}

/** Something to know, in the flow of the page. */
export function Notice({ tone = 'accent', urgent = false, children }: NoticeProps) {
  const Icon = tone === 'accent' ? Info : CircleAlert;
  return (
    <div className="ui-notice" data-tone={tone} role={urgent ? 'alert' : undefined}>
      <Icon size={20} aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}

interface BadgeProps {
  readonly tone?: Tone | 'neutral';
  readonly children: ReactNode;
}

/** A word about the state of something. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return (
    <span className="ui-badge" data-tone={tone}>
      {children}
    </span>
  );
}
