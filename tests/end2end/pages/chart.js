// A chart: the canvas that can be walked through, and the table that says the same.

import { expect } from '@playwright/test';

export class Chart {
  /**
   * @param {import('@playwright/test').Page} page
   * @param {string | RegExp} name
   */
  constructor(page, name) {
    this.page = page;
    this.canvas = page.getByRole('application', { name });
    /** The canvas of a chart without data, which is only a picture. */
    this.picture = page.getByRole('img', { name });
    this.table = page.getByRole('table', { name });
    this.tooltip = page.getByRole('tooltip');
  }

  /** The rows of the table, each as its cells, the head first. */
  async expectTable(rows) {
    await expect
      .poll(() =>
        this.table
          .getByRole('row')
          .evaluateAll((found) => found.map((row) => [...row.cells].map((cell) => cell.textContent))),
      )
      .toEqual(rows);
  }

  /** Points at a place, as shares of the chart's width and height. */
  async point(across, down) {
    const box = await this.canvas.boundingBox();
    await this.canvas.hover({ position: { x: box.width * across, y: box.height * down } });
  }

  /** What the tooltip says: its title and its lines. */
  async expectTooltip(title, lines) {
    await expect(this.tooltip).toBeVisible();
    await expect(this.tooltip.getByRole('paragraph')).toHaveText(title);
    const said = lines.flatMap(([label, value]) => [label, value]);
    await expect(this.tooltip.locator('dt, dd')).toHaveText(said);
  }
}
