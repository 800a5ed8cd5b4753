import core from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import http from 'highlight.js/lib/languages/http';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import nginx from 'highlight.js/lib/languages/nginx';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { escaped } from './page.ts';

const languages = {
  bash,
  dockerfile,
  http,
  ini,
  javascript,
  json,
  nginx,
  python,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) core.registerLanguage(name, language);

/** Code as HTML, its parts marked by classes: the policy of the pages allows no styles in them. */
export function highlighted(code: string, language: string): string {
  return core.getLanguage(language) === undefined
    ? escaped(code)
    : core.highlight(code, { language, ignoreIllegals: true }).value;
}
