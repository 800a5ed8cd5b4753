import { type MailLanguage, mailLanguageOf } from '@asg/domain/names';
import type { FastifyRequest } from 'fastify';

/** The first of our languages that the request asks for; English where it asks for none. */
export const mailLanguage = ({ headers }: Pick<FastifyRequest, 'headers'>): MailLanguage =>
  mailLanguageOf((headers['accept-language'] ?? '').split(',').map((tag) => tag.replace(/;.*/, '').trim()));
