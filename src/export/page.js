// What a page does with a file: have it written, save it, copy it.

import { address, hire } from '../engine/workers.js';

/** Writes a file away from the page's thread where the browser can, and else on it. */
export async function write(order) {
  try {
    return await inWorker(order);
  } catch {
    const program = await import(address('exporter.js'));
    await program.default({ module_or_path: address('exporter_bg.wasm') });
    return program.write(order);
  }
}

function inWorker(order) {
  return new Promise((resolve, reject) => {
    // The first word of the program, which is null, says that it listens.
    const onMessage = ({ data }) => {
      if (data === null) return exporter.send(order);
      exporter.end();
      (data instanceof Uint8Array ? resolve : reject)(data);
    };
    const exporter = hire('exporter', address('exporter.js'), address('exporter_bg.wasm'), onMessage, reject);
  });
}

/** Gives bytes, or a blob, to the reader as a file. */
export function save(contents, type, name) {
  const url = URL.createObjectURL(new Blob([contents], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser takes the contents up in a task of its own.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Puts the bytes of a text where the reader can paste it from. */
export function copy(text) {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(new TextDecoder().decode(text));
  const blob = new Blob([text], { type: 'text/plain' });
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}

/** A canvas as a picture. */
export const picture = (canvas) =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png');
  });

/** Lets the page answer before work goes on. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));
