import { defineConfig } from '@playwright/test';
import { LAUNCH } from './browser.js';

export default defineConfig({
  testDir: 'specs',
  outputDir: 'results',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  reporter: [['list'], ['./reporter.js']],
  use: {
    launchOptions: LAUNCH,
    locale: 'en-GB',
    timezoneId: 'Europe/Oslo',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
  },
});
