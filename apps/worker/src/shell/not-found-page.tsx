import { buttonLook, EmptyState } from '@asg/ui';
import { Compass } from 'lucide-react';
import { Link } from 'wouter';
import { messages } from '../i18n/index.ts';
import { Page } from './page.tsx';

/** For an address that the app does not know. */
export function NotFoundPage() {
  return (
    <Page title={messages.notFound.title}>
      <EmptyState
        icon={<Compass size={28} />}
        title={location.pathname}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            {messages.notFound.toWork}
          </Link>
        }
      />
    </Page>
  );
}
