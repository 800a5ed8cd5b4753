import { ThemeChoice as Choice } from '@asg/ui';
import { words } from '../words/index.ts';

/** Automatic, light or dark. */
export const ThemeChoice = () => <Choice label={words.app.theme} names={words.app.themes} />;
