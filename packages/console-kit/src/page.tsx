import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';

/** Names the page to the browser and to screen readers. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ASG Console`;
  }, [title]);
}

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** The list that the page belongs to. */
  readonly back?: { readonly to: string; readonly name: string };
  /** At the end of the head line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its headline. */
export function Page({ title, lead, back, aside, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className="ui-page">
      <header className="ui-page-head">
        <div>
          {back !== undefined && (
            <Link href={back.to} className="back">
              <ArrowLeft size={16} aria-hidden="true" />
              {back.name}
            </Link>
          )}
          <h1>
            <bdi>{title}</bdi>
          </h1>
          {lead !== undefined && <p className="ui-muted">{lead}</p>}
        </div>
        {aside !== undefined && <div className="actions">{aside}</div>}
      </header>
      {children}
    </div>
  );
}
