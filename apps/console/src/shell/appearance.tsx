import { ThemeChoice } from '@asg/ui';

const names = { system: 'Automatic', light: 'Light', dark: 'Dark' };

/** Automatic, light or dark. */
export const Appearance = () => <ThemeChoice label="Appearance" names={names} />;
