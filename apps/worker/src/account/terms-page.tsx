import { buttonLook } from '@asg/ui';
import { Link } from 'wouter';
import { messages } from '../i18n/index.ts';
import { LanguageChoice } from '../shell/language-choice.tsx';
import { Page } from '../shell/page.tsx';

/** What a worker agrees to. */
export function TermsPage() {
  return (
    <main className="ui-alone" id="content">
      <Page title={messages.terms.title}>
        <dl className="terms">
          {messages.terms.points.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <div>
          <Link href="/sign-up" {...buttonLook({ variant: 'secondary' })}>
            {messages.terms.back}
          </Link>
        </div>
        <LanguageChoice />
      </Page>
    </main>
  );
}
