// A page of another site that shows the application in a frame, as an LMS does.

import { expect } from '@playwright/test';

/** The sandbox that README.md asks for. */
export const SANDBOX = 'allow-scripts allow-same-origin allow-downloads allow-forms';

export class Lms {
  /**
   * @param {import('@playwright/test').Page} page
   * @param {{ origin: string }} site where the application is
   * @param {Awaited<ReturnType<typeof import('../server.js').startServer>>} server where the LMS is
   */
  constructor(page, site, server) {
    this.page = page;
    this.site = site;
    this.server = server;
    this.frame = page.frameLocator('#reports');
    this.heading = this.frame.getByRole('main').getByRole('heading', { level: 1 });
    this.banner = this.frame.getByRole('banner');
    this.alert = this.frame.getByRole('main').getByRole('alert');
    this.sampleLabel = this.frame.getByRole('main').getByText('Sample data');
    this.root = this.frame.locator('html');
  }

  /**
   * Opens the page with the application in it.
   *
   * @param {object} [options]
   * @param {string} [options.address] the application's, from its root
   * @param {string} [options.sandbox] the frame's
   * @param {string} [options.answer] the body of a function of `data` and `reply(data)`, called for each message
   */
  async open({ address = '/#/activity', sandbox = SANDBOX, answer = '' } = {}) {
    const html = `<!doctype html><html lang="en"><title>LMS</title><link rel="icon" href="data:,">
      <section aria-label="LMS"><h1>LMS</h1>
        <iframe id="reports" title="Reports" width="1000" height="600" sandbox="${sandbox}"></iframe></section>
      <script>
        window.heard = [];
        const frame = document.getElementById('reports');
        addEventListener('message', ({ data, origin, source }) => {
          heard.push({ data, origin });
          const reply = (answer) => source.postMessage(answer, origin);
          ${answer}
        });
        frame.src = ${JSON.stringify(this.site.origin + address)};
      </script></html>`;
    const end = this.server.answer('/page', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
    });
    await this.page.goto(`${this.server.origin}/page`);
    end();
  }

  /** Says something to the application. */
  async say(message) {
    await this.page.evaluate(
      ([message, origin]) => document.getElementById('reports').contentWindow.postMessage(message, origin),
      [message, this.site.origin],
    );
  }

  /** What the application has said, by the name of the message. */
  async heard(name) {
    const heard = await this.page.evaluate(() => window.heard);
    const read = ({ data }) => (typeof data === 'string' ? JSON.parse(data) : data);
    return heard.filter((message) => [read(message).type, read(message).subject].includes(name));
  }

  /** Waits until the application has said something. */
  async expectHeard(name) {
    await expect.poll(async () => (await this.heard(name)).length).toBeGreaterThan(0);
  }

  /** Waits until it listens, and tells it what to open. */
  async init(fields) {
    await this.expectHeard('reports.ready');
    await this.say({ type: 'reports.init', version: 1, ...fields });
  }

  /** Goes back or forward, as the browser's buttons do; a frame's steps are among those of its page. */
  async step(direction) {
    await this.page.evaluate((direction) => history[direction](), direction);
  }

  /** The application's own window. */
  get window() {
    return this.page.frames().find((frame) => frame.url().startsWith(this.site.origin));
  }
}

