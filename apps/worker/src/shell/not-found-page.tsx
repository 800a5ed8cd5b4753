import { buttonLook, EmptyState } from '@asg/ui';
import { Compass } from 'lucide-react';
import { Link } from 'wouter';
import { words } from '../words/index.ts';
import { Page } from './page.tsx';

/** For an address that the app does not know. */
export function NotFoundPage() {
  return (
    <Page title={words.notFound.title}>
      <EmptyState
        icon={<Compass size={28} />}
        title={location.pathname}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            {words.notFound.toWork}
          </Link>
        }
      />
    </Page>
  );
}
