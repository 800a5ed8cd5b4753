import { buttonLook } from '@asg/ui';
import { Link } from 'wouter';
import { Page } from '../shell/page.tsx';
import { words } from '../words/index.ts';

/** What a worker agrees to. */
export function TermsPage() {
  return (
    <main className="ui-alone" id="content">
      <Page title={words.terms.title}>
        <dl className="terms">
          {words.terms.points.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <Link href="/sign-up" {...buttonLook({ variant: 'secondary' })}>
          {words.terms.back}
        </Link>
      </Page>
    </main>
  );
}
