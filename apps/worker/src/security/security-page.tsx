import type { Worker } from '@asg/sdk';
import { messages } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { EmailForm } from './email-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';

/** The worker's way in: e-mail, password, and where they are logged in. */
export function SecurityPage({ me }: { readonly me: Worker }) {
  return (
    <Page title={messages.security.title} lead={messages.security.lead}>
      <div className="columns">
        <div className="ui-stack">
          <EmailForm me={me} />
          <PasswordForm email={me.email} />
        </div>
        <SessionList />
      </div>
    </Page>
  );
}
