// The LMS's side of the frame: answers `reports.ready` with `reports.init`, and only to Roundview's origin.

const frame = document.querySelector('iframe');
const { origin, document: address, token } = frame.dataset;

addEventListener('message', (event) => {
  if (event.source !== frame.contentWindow || event.origin !== origin) return;
  const message = event.data;
  if (message?.type === 'reports.ready') {
    frame.contentWindow.postMessage({ type: 'reports.init', version: 1, address, token }, origin);
  }
});
