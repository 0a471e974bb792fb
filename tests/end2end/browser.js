// How Chromium is started, for the tests and for the measurements.

/** Options for Playwright's `chromium.launch`. */
export const LAUNCH = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // Root may not use Chromium's sandbox, and a container has little shared memory. The rest keeps the
  // browser from asking its maker for updates.
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
