import { Monitor, Moon, Sun } from 'lucide-react';
import { type Theme, useTheme } from '../theme.ts';

const icons = { system: Monitor, light: Sun, dark: Moon };

interface ThemeChoiceProps {
  readonly label: string;
  readonly names: Readonly<Record<Theme, string>>;
}

/** Automatic, light or dark. */
export function ThemeChoice({ label, names }: ThemeChoiceProps) {
  const [theme, choose] = useTheme();
  return (
    <fieldset className="ui-theme-choice">
      <legend className="ui-visually-hidden">{label}</legend>
      {(Object.keys(icons) as Theme[]).map((name) => {
        const Icon = icons[name];
        return (
          <label key={name} title={names[name]}>
            <input
              type="radio"
              name="theme"
              className="ui-visually-hidden"
              checked={theme === name}
              onChange={() => choose(name)}
            />
            <Icon size={18} aria-hidden="true" />
            <span className="ui-visually-hidden">{names[name]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
