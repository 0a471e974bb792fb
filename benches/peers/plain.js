// Plain JavaScript, as a good web developer would write it: the browser parses the document, events become
// arrays, and each question goes through them once.

import { courseOf, parsed, serve } from './common.js';
import { count, details, eventsOf } from './counting.js';

async function read(source) {
  const document = await parsed(source);
  const course = courseOf(document);
  return { course, events: eventsOf(document, course) };
}

serve({ read, count, details });
