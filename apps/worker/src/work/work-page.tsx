import type { Worker } from '@asg/sdk';
import { Skeleton } from '@asg/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { messages } from '../i18n/index.ts';
import { meKey } from '../shell/session.ts';
import type { FeedState } from './feed-state.ts';
import { Labelling } from './labelling.tsx';
import { QueueState } from './queue-state.tsx';
import { type Undo, useUndo } from './undo/undo.ts';
import { UndoStatus } from './undo/undo-button.tsx';
import { useWorkbench } from './workbench.tsx';

/** The page that workers spend their time on. */
export function WorkPage({ me }: { readonly me: Worker }) {
  const { feed, outbox, held } = useWorkbench();
  const undo = useUndo({ feed, outbox, held });
  const state = useSyncExternalStore(feed.subscribe, feed.state);
  const client = useQueryClient();
  useEffect(() => {
    feed.resume();
    return () => {
      feed.pause();
      // Nothing is taken back from another page.
      outbox.hurry();
    };
  }, [feed, outbox]);
  useEffect(() => {
    // The account says why: it is suspended, has no profile, or nobody is logged in any more.
    if (state.phase === 'refused') void client.invalidateQueries({ queryKey: meKey });
  }, [state.phase, client]);
  return (
    <>
      <Phase me={me} state={state} undo={undo} />
      <UndoStatus undo={undo} />
    </>
  );
}

interface PhaseProps {
  readonly me: Worker;
  readonly state: FeedState;
  readonly undo: Undo;
}

function Phase({ me, state, undo }: PhaseProps) {
  const { feed } = useWorkbench();
  switch (state.phase) {
    case 'working':
      return <Labelling me={me} item={state.item} undo={undo} />;
    case 'empty':
    case 'offline':
      return <QueueState {...state} undo={undo} onLook={() => feed.look()} />;
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
