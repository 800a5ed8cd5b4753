import { useLocation } from 'wouter';
import { words } from '../words/index.ts';
import { Entrance } from './entrance.tsx';
import { ProfileForm } from './profile-form.tsx';

/** The profile of somebody who just signed up. */
export function OnboardingPage() {
  const [, go] = useLocation();
  return (
    <Entrance title={words.profile.welcomeTitle} lead={words.profile.welcomeLead}>
      <ProfileForm profile={null} submitLabel={words.profile.start} onSaved={() => go('/')} />
    </Entrance>
  );
}
