import { type ReactNode, useEffect } from 'react';
import { messages } from '../i18n/index.ts';

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  /** At the end of the head line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Names the page to the browser and to screen readers. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${messages.app.name}`;
  }, [title]);
}

/** A page with its headline. */
export function Page({ title, lead, aside, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className="ui-page">
      <header className="ui-page-head">
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className="ui-muted">{lead}</p>}
        </div>
        {aside}
      </header>
      {children}
    </div>
  );
}
