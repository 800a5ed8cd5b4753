import { useState } from 'react';
import { Link } from 'wouter';
import { Entrance } from '../account/entrance.tsx';
import { messages } from '../i18n/index.ts';
import { linkSecret } from './link-secret.ts';
import { ResetForm } from './reset-form.tsx';

/** A new password, by the link that came by mail. */
export default function ResetPage() {
  const [token] = useState(linkSecret);
  return (
    <Entrance
      title={messages.security.resetTitle}
      lead={messages.security.resetLead}
      foot={<Link href="/forgot">{messages.security.askAgain}</Link>}
    >
      <ResetForm token={token} />
    </Entrance>
  );
}
