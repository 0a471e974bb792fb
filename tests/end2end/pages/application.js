// The application as a person meets it, whichever report is open.

import { expect } from '@playwright/test';

export class Application {
  /** @param {import('@playwright/test').Page} page */
  constructor(page) {
    this.page = page;
    this.banner = page.getByRole('banner');
    this.main = page.getByRole('main');
    this.heading = this.main.getByRole('heading', { level: 1 });
    this.skipLink = page.getByRole('link', { name: 'Skip to the contents' });
    /** What the page says where its program could not be started. */
    this.notStarted = page.getByText('Roundview could not start.');
    /** The label of data that belongs to nobody. */
    this.sampleLabel = this.main.getByText('Sample data');

    this.language = this.banner.getByRole('combobox', { name: /^(Language|Språk)$/ });
    this.theme = this.banner.getByRole('group', { name: /^(Theme|Tema)$/ });
    this.reports = page.getByRole('navigation', { name: 'Reports', exact: true });

    this.progress = this.main.getByRole('progressbar');
    /** Says that something failed. */
    this.alert = this.main.getByRole('alert');
    this.cancel = this.main.getByRole('button', { name: 'Cancel' });
    this.retry = this.main.getByRole('button', { name: 'Try again' });

    this.fileInput = page.getByLabel('Open files');
    /** Where a file can be dropped. */
    this.dropPlace = page.getByText('You can also drop a course document');

    this.tooltip = page.getByRole('tooltip');
  }

  /** Opens an address of the application and waits until it shows a course. */
  async open(address = './') {
    await this.page.goto(address);
    await expect(this.main.locator('[aria-busy="false"]')).toBeVisible();
    await expect(this.heading).toBeVisible();
  }

  /** The fragment of the address, which names the view. */
  get view() {
    return new URL(this.page.url()).hash;
  }

  /** Waits until the address names a view. */
  async expectView(view) {
    await expect.poll(() => this.view).toBe(view);
  }

  /** The button that explains something. */
  helpButton(term) {
    return this.page.getByRole('button', { name: `What does “${term}” mean?` });
  }

  /** Opens a file as if it had been chosen. */
  async chooseFile(name, body) {
    const buffer = Buffer.from(body);
    await this.fileInput.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  }

  /** Drops a file from the reader's own machine on the page. */
  async dropFile(name, body) {
    const transfer = await this.page.evaluateHandle(
      ([name, bytes]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], name));
        return transfer;
      },
      [name, [...Buffer.from(body)]],
    );
    await this.dropPlace.dispatchEvent('dragover', { dataTransfer: transfer });
    await this.dropPlace.dispatchEvent('drop', { dataTransfer: transfer });
  }

  /** Presses the tab key until `target` has the focus. */
  async tabTo(target) {
    const most = 80;
    for (let step = 0; step < most; step += 1) {
      await this.page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${most} presses of the tab key don't lead to ${target}`);
  }
}

/** A figure of a band: its value and what that is compared with. */
export class Figure {
  /**
   * @param {import('@playwright/test').Locator} band
   * @param {string} label
   */
  constructor(band, label) {
    const help = band.page().getByRole('button', { name: `What does “${label}” mean?`, exact: true });
    const figure = band.locator('dl').filter({ has: help });
    this.value = figure.getByRole('definition').nth(0);
    this.note = figure.getByRole('definition').nth(1);
  }
}
