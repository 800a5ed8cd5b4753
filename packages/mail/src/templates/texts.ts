import type { MailTemplate } from '@asg/domain/names';

export type Values = Readonly<Record<string, string>>;

/** What a mail says, in paragraphs. */
export interface Texts {
  readonly subject: string;
  readonly before: readonly string[];
  /** On the button, where there is a link. */
  readonly action?: string;
  readonly after: readonly string[];
}

export interface Catalogue {
  readonly templates: Readonly<Record<MailTemplate, (values: Values) => Texts>>;
  /** Before the link as text. */
  readonly orOpen: string;
  readonly foot: string;
}
