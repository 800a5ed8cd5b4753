import { Page } from '@asg/console-kit';
import { buttonLook, EmptyState } from '@asg/ui';
import { Compass } from 'lucide-react';
import { Link } from 'wouter';

/** For an address that the Console does not know. */
export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <EmptyState
        icon={<Compass size={28} />}
        title={location.pathname}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            To the start
          </Link>
        }
      />
    </Page>
  );
}
