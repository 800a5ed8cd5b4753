import { isStatus } from '@asg/sdk';
import { Button, Notice, useToast } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { formText } from '../account/form-text.ts';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { CurrentPassword } from '../security/current-password.tsx';
import { securityProblem } from '../security/problems.ts';
import { problemText } from '../shell/problem.ts';

/** Takes all that is known of the worker along, as a file. Asks for the password where the log-in was long ago. */
export function ExportForm({ workerId }: { readonly workerId: string }) {
  const say = useToast();
  const [asksPassword, setAsksPassword] = useState(false);
  const take = useMutation({
    mutationFn: async (password: string) =>
      new Response(await api.exportData(password === '' ? {} : { password })).blob(),
    onSuccess: (file) => {
      saveAs(file, `${workerId}.json`);
      say({ text: messages.leaving.taken });
    },
    onError: (error) => {
      if (isStatus(error, 403)) setAsksPassword(true);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    take.mutate(formText(new FormData(event.currentTarget), 'current_password'));
  };
  const isUnconfirmed = isStatus(take.error, 403);
  const wrong = take.variables === '' ? messages.wallet.confirm : securityProblem(take.error);
  return (
    <section className="ui-card ui-stack">
      <h2>{messages.leaving.exportTitle}</h2>
      <p>{messages.leaving.exportText}</p>
      <form className="ui-stack" onSubmit={submit}>
        {take.isError && !isUnconfirmed && (
          <Notice tone="danger" urgent>
            {problemText(take.error)}
          </Notice>
        )}
        {asksPassword && <CurrentPassword error={isUnconfirmed ? wrong : null} />}
        <div className="form-actions">
          <Button type="submit" busy={take.isPending} icon={<Download size={18} aria-hidden="true" />}>
            {messages.leaving.export}
          </Button>
        </div>
      </form>
    </section>
  );
}

function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
