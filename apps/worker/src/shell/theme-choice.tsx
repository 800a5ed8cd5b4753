import { ThemeChoice as Choice } from '@asg/ui';
import { messages } from '../i18n/index.ts';

/** Automatic, light or dark. */
export const ThemeChoice = () => <Choice label={messages.app.theme} names={messages.app.themes} />;
