import type { MailLanguage } from '@asg/domain/names';

interface Text {
  readonly title: string;
  readonly body: string;
}

/** What a notification says: nothing of any item, question or customer. */
const texts: Readonly<Record<MailLanguage, Text>> = {
  en: { title: 'There is work for you', body: 'Items in your languages are waiting.' },
  ar: { title: 'هناك عمل لك', body: 'عناصر بلغاتك في انتظارك.' },
  de: { title: 'Es gibt Arbeit für Sie', body: 'Aufgaben in Ihren Sprachen warten.' },
  es: { title: 'Hay trabajo para usted', body: 'Hay elementos en sus idiomas esperando.' },
  fr: { title: 'Il y a du travail pour vous', body: 'Des éléments dans vos langues vous attendent.' },
  'pt-BR': { title: 'Há trabalho para você', body: 'Há itens nos seus idiomas à espera.' },
};

/** The message as the app's service worker shows it. */
export function messageIn(language: MailLanguage): string {
  const dir = language === 'ar' ? 'rtl' : 'ltr';
  return JSON.stringify({ ...texts[language], lang: language, dir });
}
