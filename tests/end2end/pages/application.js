// The application as a person meets it, whichever report is open.

import { expect } from '@playwright/test';

export class Application {
  /** @param {import('@playwright/test').Page} page */
  constructor(page) {
    this.page = page;
    this.main = page.getByRole('main');
    /** What the page says where its program could not be started. */
    this.notStarted = page.getByText('Roundview could not start.');
  }

  /** Opens an address of the application and waits until it runs. */
  async open(address = './') {
    await this.page.goto(address);
    await expect(this.main).toBeAttached();
  }
}
