import { writeFileSync } from 'node:fs';
import { pageOf, pagePath } from './page.ts';

writeFileSync(pagePath, await pageOf());
