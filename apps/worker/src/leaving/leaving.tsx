import { Button, Notice, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';
import { meKey } from '../shell/session.ts';

/** That the account is to be deleted, and the way back. */
export function Leaving({ erasedFrom }: { readonly erasedFrom: string }) {
  const say = useToast();
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: () => api.keepAccount(),
    onSuccess: () => {
      say({ text: messages.leaving.kept });
      return client.invalidateQueries({ queryKey: meKey });
    },
  });
  return (
    <div className="ui-stack">
      {keep.isError && (
        <Notice tone="danger" urgent>
          {problemText(keep.error)}
        </Notice>
      )}
      <Notice tone="warning">{messages.leaving.until({ time: moment(erasedFrom) })}</Notice>
      <div className="form-actions">
        <Button variant="primary" busy={keep.isPending} onClick={() => keep.mutate()}>
          {messages.leaving.keep}
        </Button>
      </div>
    </div>
  );
}
