import { type MailLanguage, mailLanguages } from '@asg/domain/names';
import type { FastifyRequest } from 'fastify';

/** The first of our languages that the request asks for; English where it asks for none. */
export function mailLanguage({ headers }: Pick<FastifyRequest, 'headers'>): MailLanguage {
  const asked = (headers['accept-language'] ?? '')
    .split(',')
    .map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return (
    mailLanguages.find(
      (language) => language === asked.find((tag) => mailLanguages.some((one) => one === tag)),
    ) ?? 'en'
  );
}
