// No contender: fetches a document and does nothing with it, so that one sees what of all times is spent on
// getting the bytes.

onmessage = async ({ data: { name, settings } }) => {
  if (name === 'open') {
    const reader = (await fetch(settings.url)).body.getReader();
    while (!(await reader.read()).done);
  }
  postMessage({ answer: undefined });
};
