import { useSession } from '@asg/console-kit';
import { Notice, serverPlace } from '@asg/ui';

interface MailSentProps {
  readonly children: string;
}

/** Says that a mail is on its way; on a local chain also where the program itself keeps it. */
export function MailSent({ children }: MailSentProps) {
  const { data } = useSession();
  return (
    <div className="ui-stack">
      <Notice tone="accent">{children}</Notice>
      {data?.network === 'local' && (
        <p>
          On a local chain no mail leaves this machine:{' '}
          <a href={`${serverPlace()}/dev/mail`}>open the mailbox</a>.
        </p>
      )}
    </div>
  );
}
