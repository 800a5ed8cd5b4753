import type { Worker } from '@asg/sdk';
import { Skeleton } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { messages } from '../i18n/index.ts';
import { meKey } from '../shell/session.ts';
import { Labelling } from './labelling.tsx';
import { QueueState } from './queue-state.tsx';
import { useWorkbench } from './workbench.tsx';

/** The page that workers spend their time on. */
export function WorkPage({ me }: { readonly me: Worker }) {
  const { feed } = useWorkbench();
  const state = useSyncExternalStore(feed.subscribe, feed.state);
  const client = useQueryClient();
  useEffect(() => {
    feed.resume();
    return () => feed.pause();
  }, [feed]);
  useEffect(() => {
    // The account says why: it is suspended, has no profile, or nobody is logged in any more.
    if (state.phase === 'refused') void client.invalidateQueries({ queryKey: meKey });
  }, [state.phase, client]);
  switch (state.phase) {
    case 'working':
      return <Labelling me={me} item={state.item} />;
    case 'empty':
    case 'offline':
      return <QueueState {...state} onLook={() => feed.look()} />;
    case 'starting':
    case 'refused':
      return <Starting />;
  }
}

/** In the places of what comes, so that nothing moves. */
function Starting() {
  return (
    <div className="work" aria-busy="true">
      <h1 className="ui-visually-hidden" role="status">
        {messages.work.loadingWork}
      </h1>
      <div className="work-head">
        <Skeleton width="9rem" height="1.5rem" />
      </div>
      <div className="stage">
        <Skeleton height="100%" />
      </div>
      <div className="panel">
        <Skeleton width="70%" height="2rem" />
        <Skeleton height="3.5rem" />
        <Skeleton height="3.5rem" />
      </div>
    </div>
  );
}
