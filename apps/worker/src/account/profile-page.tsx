import { isStatus, type Worker } from '@asg/sdk';
import { Button, useToast } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { LogOut, Sprout } from 'lucide-react';
import { Link } from 'wouter';
import { api } from '../api/clients.ts';
import { day, messages } from '../i18n/index.ts';
import { PushCard } from '../push/push-card.tsx';
import { stopTellingHere } from '../push/telling.ts';
import { LanguageButton } from '../shell/language-button.tsx';
import { Page } from '../shell/page.tsx';
import { problemText } from '../shell/problem.ts';
import { useFreshMe, useSetMe } from '../shell/session.ts';
import { ThemeChoice } from '../shell/theme-choice.tsx';
import { PoolList } from './pool-list.tsx';
import { ProfileForm } from './profile-form.tsx';

/** The worker's profile, how the app looks, and the way out. */
export default function ProfilePage({ me }: { readonly me: Worker }) {
  useFreshMe();
  const say = useToast();
  const setMe = useSetMe();
  const logOut = useMutation({
    mutationFn: async () => {
      await stopTellingHere();
      await api.logOut();
    },
    onSuccess: () => setMe(null),
    onError: (error) => {
      if (isStatus(error, 401)) setMe(null);
      else say({ text: problemText(error) });
    },
  });
  return (
    <Page title={messages.profile.title} lead={messages.profile.lead}>
      <div className="columns">
        <section className="ui-card">
          <ProfileForm
            profile={me.profile}
            submitLabel={messages.profile.save}
            onSaved={() => say({ text: messages.profile.saved })}
          />
        </section>
        <div className="ui-stack">
          <section className="ui-card ui-stack">
            <h2>{messages.levels.title}</h2>
            <p className="level">
              <Sprout size={22} aria-hidden="true" />
              {messages.levels.names[me.trust.level]}
            </p>
            <p className="ui-muted">{messages.levels.texts[me.trust.level]}</p>
          </section>
          <PushCard />
          <PoolList />
          <section className="ui-card ui-stack">
            <h2>{messages.profile.account}</h2>
            <p className="wrapped">
              <bdi>{me.email}</bdi>
              <br />
              <Link href="/security">{messages.security.open}</Link>
              <br />
              <Link href="/data">{messages.leaving.open}</Link>
              <br />
              <span className="ui-muted">{messages.profile.member({ date: day(me.created_at) })}</span>
            </p>
            <div className="setting">
              <span>{messages.app.theme}</span>
              <ThemeChoice />
            </div>
            <div className="setting">
              <span>{messages.app.language}</span>
              <LanguageButton />
            </div>
            <div>
              <Button
                busy={logOut.isPending}
                icon={<LogOut className="ui-forward" size={18} aria-hidden="true" />}
                onClick={() => logOut.mutate()}
              >
                {messages.profile.logOut}
              </Button>
            </div>
          </section>
        </div>
      </div>
    </Page>
  );
}
