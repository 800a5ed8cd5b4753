import { type Theme, useTheme } from '@asg/ui';
import { Monitor, Moon, Sun } from 'lucide-react';
import { words } from '../words/index.ts';

const icons = { system: Monitor, light: Sun, dark: Moon };

/** Automatic, light or dark. */
export function ThemeChoice() {
  const [theme, choose] = useTheme();
  return (
    <fieldset className="theme-choice">
      <legend className="ui-visually-hidden">{words.app.theme}</legend>
      {(Object.keys(icons) as Theme[]).map((name) => {
        const Icon = icons[name];
        return (
          <label key={name} title={words.app.themes[name]}>
            <input
              type="radio"
              name="theme"
              className="ui-visually-hidden"
              checked={theme === name}
              onChange={() => choose(name)}
            />
            <Icon size={18} aria-hidden="true" />
            <span className="ui-visually-hidden">{words.app.themes[name]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
