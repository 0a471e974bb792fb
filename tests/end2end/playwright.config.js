import { defineConfig } from '@playwright/test';
import { LAUNCH } from './browser.js';

export default defineConfig({
  testDir: 'specs',
  outputDir: 'results',
  snapshotPathTemplate: 'screenshots/{arg}{ext}',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // A machine that has other work to do answers late, and is not wrong for it.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./reporter.js']],
  use: {
    launchOptions: LAUNCH,
    locale: 'en-GB',
    timezoneId: 'Europe/Oslo',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    // What one test has kept for offline use would answer in the next; offline.spec.js allows it.
    serviceWorkers: 'block',
  },
});
