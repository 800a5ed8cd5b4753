import type { Worker } from '@asg/sdk';
import { SelectField, useToast } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api/clients.ts';
import { messages, moment, money } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';

/** By which rate amounts are told in another currency, whose it is and of when, and which currency that is; or that there is none. */
export function RateCard({ me }: { readonly me: Worker }) {
  const { rate, currencies } = me.money;
  const setMe = useSetMe();
  const say = useToast();
  const choose = useMutation({
    mutationFn: async (currency: string) => {
      if (me.profile === null) return me;
      const { display_name, country, primary_language, languages } = me.profile;
      const kept = { display_name, country, primary_language, languages: Array.from(languages) };
      return await api.setProfile({ ...kept, currency: currency === '' ? null : currency });
    },
    onSuccess: setMe,
    onError: (error) => say({ text: problemText(error) }),
  });
  const chosen = me.profile?.currency ?? '';
  const offered = chosen === '' || currencies.includes(chosen) ? currencies : [...currencies, chosen];
  return (
    <section className="ui-card rate-card">
      <p>
        {rate === null
          ? messages.earnings.noRate
          : messages.earnings.rate({
              amount: money(rate.per_bsv, rate.currency),
              source: rate.source,
              time: moment(rate.at),
            })}
      </p>
      {offered.length > 0 && (
        <SelectField
          label={messages.earnings.currency}
          value={chosen}
          disabled={choose.isPending}
          onChange={(event) => choose.mutate(event.target.value)}
        >
          <option value="">{messages.earnings.currencyOfCountry}</option>
          {offered.map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </SelectField>
      )}
    </section>
  );
}
