import { startRefinery } from '@asg/testing';
import { launchChromium } from '../parts/chromium.ts';
import { takePictures } from './pictures.ts';
import { drawIcon, drawPreview, recordRun } from './record.ts';

/**
 * Makes what is shown of the program anew, each by its name, from a real server: `run` (the recorded run of the front page),
 * `icon`, `preview`, `pictures` (of the README). Look at what it made; the page's styles must be built, before and after.
 */
const makers = {
  run: recordRun,
  icon: drawIcon,
  preview: drawPreview,
  pictures: takePictures,
};

const wanted = process.argv.slice(2);
const browser = await launchChromium();
try {
  await using refinery = await startRefinery();
  for (const [name, make] of Object.entries(makers))
    if (wanted.length === 0 || wanted.includes(name)) await make(browser, refinery.url);
} finally {
  await browser.close();
}
