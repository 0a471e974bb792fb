// Plain JavaScript, as a good web developer would write it: the browser parses the document, events become
// arrays, and each question goes through them once.

import { courseOf, serve } from './common.js';
import { count, details, eventsOf } from './counting.js';

async function read(url) {
  const document = await (await fetch(url)).json();
  const course = courseOf(document);
  return { course, events: eventsOf(document, course) };
}

serve({ read, count, details });
