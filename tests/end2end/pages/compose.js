// The page on which a message to students is written.

import { Application } from './application.js';

export class Compose extends Application {
  constructor(page) {
    super(page);
    this.recipients = this.main.getByRole('group', { name: 'To' });
    this.chips = this.recipients.getByRole('button', { name: /^Remove .* from the recipients$/ });
    this.count = this.recipients.getByText(/^\d+ recipients?/);
    this.add = this.recipients.getByRole('combobox', { name: 'Add a student' });
    this.removeAll = this.recipients.getByRole('button', { name: 'Remove all' });
    this.subject = this.main.getByRole('textbox', { name: 'Subject' });
    this.body = this.main.getByRole('textbox', { name: 'Message' });
    this.insert = this.main.getByRole('button', { name: 'Insert the first name' });
    this.send = this.main.getByRole('button', { name: /^Send/ });
    this.discard = this.main.getByRole('button', { name: 'Discard the draft' });
    this.sent = this.main.getByText(/^The message was sent to/);
  }

  /** Takes a recipient away. */
  remove(name) {
    return this.recipients.getByRole('button', { name: `Remove ${name} from the recipients` });
  }

  async write(subject, body) {
    await this.subject.fill(subject);
    await this.body.fill(body);
  }
}
