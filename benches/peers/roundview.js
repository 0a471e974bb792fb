// Roundview's worker as the page starts it: the glue and the compiled program go in as the first message,
// requests and answers follow as bytes. What is asked comes from `examples/exchange`.

let worker;

/** Starts the program; `files` are its addresses. */
export async function start({ files }) {
  const program = await WebAssembly.compileStreaming(fetch(files.wasm));
  worker = new Worker(files.worker, { type: 'module' });
  worker.postMessage([files.glue, program]);
  await answer();
}

/** The next answer that is no word of progress. */
function answer() {
  return new Promise((resolve, reject) => {
    worker.onerror = reject;
    worker.onmessage = ({ data }) => {
      // The number of the request, then the kind of answer: 1 is progress.
      let kind = 0;
      while (data[kind] >= 0x80) kind += 1;
      if (data[kind + 1] === 1) return;
      resolve(data);
    };
  });
}

async function ask(request, ...carried) {
  const next = answer();
  worker.postMessage([Uint8Array.from(request.match(/../g), (byte) => parseInt(byte, 16)), ...carried], carried);
  return next;
}

async function askAll(asked) {
  const answers = [];
  for (const { request } of asked) answers.push(await ask(request));
  return answers;
}

/** Opens a document from its address, or from its bytes where they are here already. */
export async function open({ exchange }, bytes) {
  await (bytes ? ask(exchange.openBytes, bytes) : ask(exchange.open));
  return askAll(exchange.start);
}

export const change = ({ exchange }) => askAll(exchange.change);

export const student = ({ exchange }) => askAll(exchange.student);

/** Whether the answers are byte for byte what the native program answers. */
export function check(answers, { exchange, workload }) {
  return exchange[workload].every(({ length, print }, index) => {
    const bytes = answers[index];
    let seen = 0x811c9dc5;
    for (const byte of bytes) seen = Math.imul(seen ^ byte, 0x01000193) >>> 0;
    return bytes.length === length && seen === print;
  });
}
