import { Snippets, submitSnippets, useKeyHint } from '@asg/console-kit';
import { buttonLook, Card } from '@asg/ui';
import { Link } from 'wouter';

/** What to do where there is nothing yet: the first task, by hand or by program. */
export function FirstSteps() {
  const hint = useKeyHint();
  return (
    <Card
      title="Submit your first task"
      hint="An image or a text at a URL, a question, and the answers to choose from. Workers label it, and those who agree are paid."
      aside={
        <Link href="/submit" {...buttonLook({ variant: 'primary' })}>
          Submit by form or file
        </Link>
      }
    >
      <Snippets label="The first task" snippets={submitSnippets(location.origin, hint)} />
    </Card>
  );
}
