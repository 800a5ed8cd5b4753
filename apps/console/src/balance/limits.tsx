import { aboutField, Form, gateway, SatsField, sats, satsOf, takeOver } from '@asg/console-kit';
import type { Balance } from '@asg/sdk';
import { Card, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

const shown = (limit: number | null): string => (limit === null ? '' : String(limit));
const wholeNumber = 'Write a whole number of sats, or nothing for none.';
/** The customer's own limits. */
export function Limits({ balance }: { readonly balance: Balance }) {
  const { limits, reserved_today_sats: today } = balance;
  const [perDay, setPerDay] = useState(shown(limits.spend_per_day_sats));
  const [low, setLow] = useState(shown(limits.balance_low_sats));
  const client = useQueryClient();
  const say = useToast();
  const wanted = { spend_per_day_sats: satsOf(perDay), balance_low_sats: satsOf(low) };
  const { spend_per_day_sats, balance_low_sats } = wanted;
  const isWhole = spend_per_day_sats !== undefined && balance_low_sats !== undefined;
  const save = useMutation({
    mutationFn: (asked: Balance['limits']) => gateway.billing.setLimits(asked),
    onSuccess: (after) => {
      takeOver(client, ['balance'], after);
      say({ text: 'Saved.' });
    },
  });
  return (
    <Card title="Limits" hint="Yours to set; they hold for every key of the account.">
      <Form
        action="Save the limits"
        busy={save.isPending}
        disabled={!isWhole}
        error={save.error}
        onSend={() => isWhole && save.mutate({ spend_per_day_sats, balance_low_sats })}
      >
        <SatsField
          label="At most a day, in sats"
          note="optional"
          value={perDay}
          onWrite={setPerDay}
          hint={`What may be set aside for new tasks on one day (UTC); today it is ${sats(today)}. What is not spent in the end counts too`}
          error={
            spend_per_day_sats === undefined ? wholeNumber : aboutField(save.error, 'spend_per_day_sats')
          }
        />
        <SatsField
          label="Warn below, in sats"
          note="optional"
          value={low}
          onWrite={setLow}
          hint="Sends the event balance.low each time your balance goes below it"
          error={balance_low_sats === undefined ? wholeNumber : aboutField(save.error, 'balance_low_sats')}
        />
      </Form>
    </Card>
  );
}
