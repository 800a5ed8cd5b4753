import { Button } from '@asg/ui';
import { language, languages, messages, speak } from '../i18n/index.ts';

/** Every language of the app, by the name that its speakers have for it. */
export function LanguageChoice() {
  return (
    <fieldset className="language-choice">
      <legend className="ui-visually-hidden">{messages.app.language}</legend>
      {languages.map(({ tag, name }) => (
        <Button
          key={tag}
          lang={tag}
          variant={tag === language ? 'secondary' : 'quiet'}
          aria-pressed={tag === language}
          onClick={() => speak(tag)}
        >
          {name}
        </Button>
      ))}
    </fieldset>
  );
}
