import { currentOf, sessionKey, useCurrent } from '@asg/console-kit';
import { useToast } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** Tells a person whose open page changed under them: they were removed from the organisation, or have another role in it. */
export function MembershipNews() {
  const session = useCurrent();
  const before = useRef(session);
  const client = useQueryClient();
  const say = useToast();
  useEffect(() => {
    const was = currentOf(before.current);
    const isSame = before.current.person?.person_id === session.person?.person_id;
    before.current = session;
    if (was === null || !isSame) return;
    const now = session.person?.organisations.find(({ customer_id }) => customer_id === was.customer_id);
    if (now?.role === was.role) return;
    // Nothing of what one may not see any more is kept in the page.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0], type: 'inactive' });
    say({
      text:
        now === undefined
          ? `You are not a member of ${was.name} any more.`
          : `You are ${now.role} in ${was.name} now.`,
    });
  }, [session, client, say]);
  return null;
}
