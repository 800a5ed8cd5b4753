import type { MailLanguage } from '@asg/domain/names';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ptBr } from './pt-BR.ts';
import type { Catalogue } from './texts.ts';

export const catalogues: Readonly<Record<MailLanguage, Catalogue>> = { en, ar, de, es, fr, 'pt-BR': ptBr };
