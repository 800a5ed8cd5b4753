import { ASGGatewayHTTPError, type Worker } from '@asg/sdk';
import { Button, CheckField, Chips, Notice, SelectField, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { api } from '../api/clients.ts';
import { language, messages } from '../i18n/index.ts';
import { fieldProblem, problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';
import { focusFirstError } from './first-error.ts';
import { countries, guesses, languages, type Named } from './places.ts';

interface ProfileFormProps {
  readonly profile: Worker['profile'];
  readonly submitLabel: string;
  readonly onSaved: (me: Worker) => void;
}

/** Name, country and languages, which are needed before the first item, and what else they want to say. */
export function ProfileForm({ profile, submitLabel, onSaved }: ProfileFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const lists = useMemo(() => ({ countries: countries(language), languages: languages(language) }), []);
  const guess = useMemo(() => guesses(navigator.languages), []);
  const [name, setName] = useState(profile?.display_name ?? '');
  const [country, setCountry] = useState(profile?.country ?? guess.country);
  const [primary, setPrimary] = useState(profile?.primary_language ?? guess.language);
  const [others, setOthers] = useState<readonly string[]>(profile?.languages ?? []);
  const [phone, setPhone] = useState(profile?.phone ?? '');
  const [sensitive, setSensitive] = useState(profile?.sensitive ?? false);
  const [checked, setChecked] = useState(false);
  const setMe = useSetMe();
  const save = useMutation({
    mutationFn: async () => {
      const languagesToo = others.filter((code) => code !== primary);
      return await api.setProfile({
        display_name: name.trim(),
        country,
        primary_language: primary,
        languages: languagesToo,
        phone: phone.trim() === '' ? null : phone.trim(),
        sensitive,
      });
    },
    onSuccess: (me) => {
      setMe(me);
      onSaved(me);
    },
    onError: () => focusFirstError(form.current),
  });
  const refused = save.error instanceof ASGGatewayHTTPError ? save.error : null;
  const nameBad = name.trim().length < 2 ? messages.profile.needName : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (nameBad !== null || country === '' || primary === '') focusFirstError(form.current);
    else save.mutate();
  };
  return (
    <form ref={form} className="ui-stack" noValidate onSubmit={submit}>
      {save.isError && (
        <Notice tone="danger" urgent>
          {problemText(save.error)}
        </Notice>
      )}
      <TextField
        label={messages.profile.name}
        value={name}
        maxLength={50}
        required
        dir="auto"
        autoComplete="nickname"
        hint={messages.profile.nameHint}
        error={checked ? (nameBad ?? fieldProblem(save.error, 'display_name')) : null}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label={messages.profile.country}
        value={country}
        required
        autoComplete="country"
        error={checked && country === '' ? messages.profile.needCountry : null}
        onChange={(event) => setCountry(event.target.value)}
      >
        <Choices list={lists.countries} />
      </SelectField>
      <SelectField
        label={messages.profile.primary}
        value={primary}
        required
        autoComplete="language"
        error={checked && primary === '' ? messages.profile.needLanguage : null}
        onChange={(event) => setPrimary(event.target.value)}
      >
        <Choices list={lists.languages} />
      </SelectField>
      <OtherLanguages list={lists.languages} primary={primary} chosen={others} onChoose={setOthers} />
      <TextField
        label={messages.profile.phone}
        note={messages.app.optional}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        maxLength={40}
        hint={messages.profile.phoneHint}
        error={refused !== null && refused.about('phone') !== null ? messages.profile.badPhone : null}
        onChange={(event) => setPhone(event.target.value)}
      />
      <CheckField
        label={
          <>
            {messages.profile.sensitive} <span className="ui-muted">{messages.profile.sensitiveHint}</span>
          </>
        }
        checked={sensitive}
        onChange={(event) => setSensitive(event.target.checked)}
      />
      <div className="form-actions">
        <Button type="submit" variant="primary" size="large" busy={save.isPending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

function Choices({ list }: { readonly list: readonly Named[] }) {
  return (
    <>
      <option value="">{messages.profile.choose}</option>
      {list.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </>
  );
}

interface OtherLanguagesProps {
  readonly list: readonly Named[];
  readonly primary: string;
  readonly chosen: readonly string[];
  readonly onChoose: (codes: readonly string[]) => void;
}

const languagesMax = 20;

function OtherLanguages({ list, primary, chosen, onChoose }: OtherLanguagesProps) {
  const nameOf = (code: string): string => list.find((entry) => entry.code === code)?.name ?? code;
  const shown = chosen.filter((code) => code !== primary);
  return (
    <div className="ui-stack languages">
      <SelectField
        label={messages.profile.others}
        note={messages.app.optional}
        value=""
        disabled={shown.length >= languagesMax}
        onChange={(event) => onChoose([...shown, event.target.value])}
      >
        <option value="">{messages.profile.add}</option>
        {list
          .filter(({ code }) => code !== primary && !shown.includes(code))
          .map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
      </SelectField>
      {shown.length > 0 && (
        <Chips
          label={messages.profile.others}
          chips={shown.map((key) => ({ key, text: nameOf(key) }))}
          removeLabel={(text) => messages.profile.remove({ language: text })}
          onRemove={(key) => onChoose(shown.filter((code) => code !== key))}
        />
      )}
    </div>
  );
}
