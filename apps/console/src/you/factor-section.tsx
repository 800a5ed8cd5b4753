import { localTime, person, usePerson } from '@asg/console-kit';
import { Card } from '@asg/ui';
import FactorCards from '@asg/ui/factors';
import { useQueryClient } from '@tanstack/react-query';
import { factorProblem, factorTexts } from '../session/factor-texts.ts';
import { sessionsKey } from './sessions-card.tsx';

/** The passkeys and the second factor of who is signed in. */
export function FactorSection() {
  const { email } = usePerson();
  const client = useQueryClient();
  return (
    <FactorCards
      api={person.factors}
      texts={factorTexts}
      email={email}
      explain={factorProblem}
      card={Card}
      moment={localTime}
      onChanged={() => void client.invalidateQueries({ queryKey: sessionsKey })}
    />
  );
}
