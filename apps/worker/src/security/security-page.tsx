import type { Worker } from '@asg/sdk';
import { Link } from 'wouter';
import { messages } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { EmailForm } from './email-form.tsx';
import { FactorSection } from './factor-section.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';

/** The worker's ways in: e-mail, password, passkeys, a second factor, and where they are logged in. */
export default function SecurityPage({ me }: { readonly me: Worker }) {
  return (
    <Page title={messages.security.title} lead={messages.security.lead}>
      <div className="columns">
        <div className="ui-stack">
          <EmailForm me={me} />
          <PasswordForm email={me.email} />
        </div>
        <div className="ui-stack">
          <FactorSection email={me.email} />
          <SessionList />
          <p>
            <Link href="/security/trail">{messages.trail.open}</Link>
          </p>
        </div>
      </div>
    </Page>
  );
}
