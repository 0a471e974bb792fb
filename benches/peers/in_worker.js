// A peer in a worker of its own, which answers one question after the other.

let worker;

function ask(question, transfer) {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.answer));
    worker.postMessage(question, transfer);
  });
}

export async function start({ worker: address, files }) {
  worker = new Worker(address, { type: 'module' });
  await ask({ name: 'start', settings: files });
}

/** Opens a document from its address, or from its bytes where they are here already. */
export const open = ({ url }, bytes) => ask({ name: 'open', settings: { url, bytes } }, bytes && [bytes]);

export const change = (_, asked) => ask({ name: 'change', settings: asked });

export const student = (_, asked) => ask({ name: 'student', settings: asked });
