import { useLocation } from 'wouter';
import { messages } from '../i18n/index.ts';
import { Entrance } from './entrance.tsx';
import { ProfileForm } from './profile-form.tsx';

/** The profile of somebody who just signed up. */
export function OnboardingPage() {
  const [, go] = useLocation();
  return (
    <Entrance title={messages.profile.welcomeTitle} lead={messages.profile.welcomeLead}>
      <ProfileForm profile={null} submitLabel={messages.profile.start} onSaved={() => go('/')} />
    </Entrance>
  );
}
