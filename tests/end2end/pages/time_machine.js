// An overview at an earlier day, and what is new in it since the reader last looked.

import { expect } from '@playwright/test';
import { Overview } from './overview.js';

export class TimeMachine extends Overview {
  constructor(page) {
    super(page);
    this.opener = this.main.getByRole('button', { name: 'Go back in time' });
    this.bar = this.main.getByRole('group', { name: 'The course at an earlier day' });
    this.slider = this.bar.getByRole('slider', { name: 'Day' });
    this.play = this.bar.getByRole('button', { name: 'Let the days go by' });
    this.pause = this.bar.getByRole('button', { name: 'Pause' });
    this.now = this.bar.getByRole('button', { name: 'Back to now' });
    this.news = this.main.locator('.changes-line');
    this.marks = this.table.locator('.table-mark');
  }

  async expectDay(day) {
    await expect(this.slider).toHaveAttribute('aria-valuetext', day);
  }
}
