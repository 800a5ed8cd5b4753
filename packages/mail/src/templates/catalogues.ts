import type { MailLanguage } from '@asg/domain/names';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Catalogue } from './texts.ts';

export const catalogues: Readonly<Record<MailLanguage, Catalogue>> = { en, de };
