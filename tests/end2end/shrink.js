// Makes the pictures in screenshots/ small: 64 colours each, which the eye doesn't tell from all, a byte for each pixel.
//
//   node shrink.js

import { readFile, readdir, writeFile } from 'node:fs/promises';
import { deflateSync, inflateSync } from 'node:zlib';

const FOLDER = new URL('screenshots/', import.meta.url);
const MOST_COLOURS = 64;
const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const INDEXED = 3;

function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** The bytes of the pixels, line by line, once what each line says of the one above is undone. */
function unfiltered(lines, width, height, size) {
  const stride = width * size;
  const bytes = Buffer.alloc(stride * height);
  const nearest = (a, b, c) => {
    const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    if (da <= db && da <= dc) return a;
    return db <= dc ? b : c;
  };
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= size ? bytes[y * stride + x - size] : 0;
      const above = y > 0 ? bytes[(y - 1) * stride + x] : 0;
      const corner = x >= size && y > 0 ? bytes[(y - 1) * stride + x - size] : 0;
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter];
      bytes[y * stride + x] = lines[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return bytes;
}

/** The most frequent colours that aren't nearly the same. */
function paletteOf(counts) {
  const distance = (one, other) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);
  const palette = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (palette.length === MOST_COLOURS) break;
    if (palette.every((kept) => distance(kept, colour) > 150)) palette.push(colour);
  }
  const places = new Map();
  const placeOf = (colour) => {
    if (!places.has(colour)) {
      const far = palette.map((kept) => distance(kept, colour));
      places.set(colour, far.indexOf(Math.min(...far)));
    }
    return places.get(colour);
  };
  return { palette, placeOf };
}

function crc(bytes) {
  let rest = ~0;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}

function chunk(type, data) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc(body));
  return Buffer.concat([head, body, tail]);
}

/** The same picture with few colours; one that has a palette already stays as it is. */
function shrunk(png) {
  const chunks = chunksOf(png);
  const [head] = chunks.map(({ data }) => data);
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [depth, kind, , , interlacing] = head.subarray(8);
  if (kind === INDEXED) return png;
  const size = { 2: 3, 6: 4 }[kind];
  if (depth !== 8 || interlacing || !size) throw new Error('a PNG of another kind than browsers write');
  const lines = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const bytes = unfiltered(lines, width, height, size);
  const colourAt = (pixel) => bytes.readUIntBE(pixel * size, 3);
  const counts = new Map();
  for (let pixel = 0; pixel < width * height; pixel += 1) counts.set(colourAt(pixel), (counts.get(colourAt(pixel)) ?? 0) + 1);
  const { palette, placeOf } = paletteOf(counts);
  const pixels = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels[y * (width + 1) + 1 + x] = placeOf(colourAt(y * width + x));
  }
  const about = Buffer.from(head);
  about[9] = INDEXED;
  const colours = Buffer.concat(palette.map((colour) => Buffer.from([colour >> 16, (colour >> 8) & 255, colour & 255])));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', about),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

for (const name of await readdir(FOLDER)) {
  const file = new URL(name, FOLDER);
  const png = await readFile(file);
  const small = shrunk(png);
  if (small !== png) await writeFile(file, small);
}
