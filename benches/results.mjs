// Writes what was measured to benches/RESULTS.md, between its marks, and draws benches/results.svg.

import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [BEGIN, END] = ['<!-- measured: begin -->', '<!-- measured: end -->'];

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  return sorted.length % 2 === 1 ? upper : (sorted[sorted.length / 2 - 1] + upper) / 2;
};
const milliseconds = (time) => (time < 10 ? time.toFixed(1) : time.toFixed(0));
const mebibytes = (bytes) => (bytes / 1024 / 1024).toFixed(0);

/** The median of one figure of a contender; nothing where it could not do it. */
const figure = (runs, key) =>
  typeof runs === 'string' || runs.length === 0 || runs[0][key] === undefined
    ? undefined
    : median(runs.map((run) => run[key]));

/** Why there is no figure: the contender failed, or was left out. */
const missingWord = (runs) => (typeof runs === 'string' ? 'not possible' : 'not measured');

const MEASURES = [
  ['open', 'open', milliseconds, 'ms'],
  ['read', 'read', milliseconds, 'ms'],
  ['change', 'change', milliseconds, 'ms'],
  ['change once more', 'again', milliseconds, 'ms'],
  ['student', 'student', milliseconds, 'ms'],
  ['read, work of all threads', 'readWork', milliseconds, 'ms'],
  ['open, work of all threads', 'openWork', milliseconds, 'ms'],
  ['change, work of all threads', 'changeWork', milliseconds, 'ms'],
  ['change once more, work of all threads', 'againWork', milliseconds, 'ms'],
  ['peak memory', 'memory', mebibytes, 'MiB'],
];

export async function write(results, root, version) {
  const contenders = Object.keys(results[0].measured);
  const compared = contenders.filter((contender) => contender !== 'the bytes alone');
  const lines = [
    `Measured on ${new Date().toISOString().slice(0, 10)} in ${version} on ${cpus().length} cores (${cpus()[0].model.trim()}); ` +
      `runs: up to ${Math.max(...results.map(({ measured }) => measured.Roundview.length))}; medians, and in brackets how many times Roundview's.`,
    '',
    '![Opening, reading and changing, by contender](results.svg)',
  ];
  for (const [title, key, format, unit] of MEASURES) {
    lines.push('', `**${title}**, ${unit}`, '', `| document | ${contenders.join(' | ')} |`, `| --- |${' ---: |'.repeat(contenders.length)}`);
    for (const { name, measured } of results) {
      const own = figure(measured.Roundview, key);
      const cells = contenders.map((contender) => {
        const value = figure(measured[contender], key);
        if (value === undefined) return contender === 'the bytes alone' ? '' : missingWord(measured[contender]);
        return contender === 'Roundview' || !own ? format(value) : `${format(value)} (${(value / own).toFixed(1)})`;
      });
      lines.push(`| ${name.replace('.', ', ')} | ${cells.join(' | ')} |`);
    }
  }
  const failures = results.flatMap(({ name, measured }) =>
    Object.entries(measured).flatMap(([contender, runs]) => (typeof runs === 'string' ? [`- ${name.replace('.', ', ')}, ${contender}: ${runs}`] : [])),
  );
  if (failures.length > 0) lines.push('', 'Not possible:', '', ...failures);
  lines.push('', '**What a reader downloads**, KiB with brotli, and how long it takes to stand (S, columns), ms', '');
  lines.push('| | size | stands after |', '| --- | ---: | ---: |');
  const sizes = downloads(root);
  const small = results.find(({ name }) => name.startsWith('S')) ?? results[0];
  for (const contender of compared) {
    lines.push(`| ${contender} | ${(sizes[contender] / 1024).toFixed(0)} | ${milliseconds(figure(small.measured[contender], 'load') ?? 0)} |`);
  }
  const file = join(root, 'benches/RESULTS.md');
  const text = await readFile(file, 'utf8');
  const [before] = text.split(BEGIN);
  const after = text.split(END)[1];
  await writeFile(file, `${before}${BEGIN}\n\n${lines.join('\n')}\n\n${END}${after}`);
  await writeFile(join(root, 'benches/results.svg'), chart(results, compared));
}

/** What each contender makes a reader download; of Roundview the whole application. */
function downloads(root) {
  const brotli = (path) => {
    const bytes = readFileSync(path);
    return brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }).length;
  };
  const sum = (...paths) => paths.reduce((total, path) => total + brotli(join(root, path)), 0);
  const own = readdirSync(join(root, 'dist')).filter((name) => /^(roundview-.*|worker\.js)/.test(name));
  const duckdb = ['duckdb-browser-eh.worker.js', 'duckdb-eh.wasm'];
  return {
    Roundview: sum(...own.map((name) => `dist/${name}`)),
    'plain JavaScript': sum('target/bench/peers/plain.js'),
    'tuned JavaScript': sum('target/bench/peers/tuned.js'),
    'DuckDB-wasm': sum('target/bench/peers/duckdb.js', ...duckdb.map((name) => `benches/node_modules/@duckdb/duckdb-wasm/dist/${name}`)),
    Arquero: sum('target/bench/peers/arquero.js'),
  };
}

/** Bars on a logarithmic scale: open, read and change of the documents in columns and rows. */
function chart(results, contenders) {
  const COLOURS = ['#1d5fa8', '#8a8f98', '#5d646e', '#b98a2f', '#7a5c9e'];
  const [left, width, bar, gap] = [150, 560, 14, 14];
  const rows = [];
  for (const [title, key] of [['open', 'open'], ['read', 'read'], ['change', 'change']]) {
    for (const { name, measured } of results) {
      const values = contenders.map((contender) => figure(measured[contender], key));
      const missing = contenders.map((contender) => missingWord(measured[contender]));
      rows.push({ title: `${title}, ${name.replace('.', ' ')}`, values, missing });
    }
  }
  const known = rows.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const [low, high] = [Math.floor(Math.log10(Math.min(...known))), Math.ceil(Math.log10(Math.max(...known)))];
  const x = (value) => left + ((Math.log10(value) - low) / (high - low)) * width;
  const parts = [];
  let y = 60;
  for (const { title, values, missing } of rows) {
    parts.push(`<text x="${left - 8}" y="${y + (values.length * bar) / 2 + 4}" text-anchor="end">${title}</text>`);
    values.forEach((value, index) => {
      const middle = y + bar - 4;
      if (value === undefined) parts.push(`<text x="${left + 4}" y="${middle}" class="small">${missing[index]}</text>`);
      else {
        const end = Math.max(x(value), left + 1);
        parts.push(`<rect x="${left}" y="${y + 1}" width="${(end - left).toFixed(1)}" height="${bar - 3}" fill="${COLOURS[index]}"/>`);
        parts.push(`<text x="${(end + 4).toFixed(1)}" y="${middle}" class="small">${milliseconds(value)} ms</text>`);
      }
      y += bar;
    });
    y += gap;
  }
  const height = y + 20;
  const grid = Array.from({ length: high - low + 1 }, (_, index) => {
    const value = 10 ** (low + index);
    return `<line x1="${x(value)}" x2="${x(value)}" y1="48" y2="${height - 24}"/><text x="${x(value)}" y="${height - 8}" text-anchor="middle" class="small">${value} ms</text>`;
  });
  const legend = contenders.map((contender, index) => {
    const place = 16 + index * 150;
    return `<rect x="${place}" y="16" width="12" height="12" fill="${COLOURS[index]}"/><text x="${place + 18}" y="26">${contender}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${height}" role="img" aria-label="Times to open, to read and to change, logarithmic; the figures stand in the tables of RESULTS.md">
<style>text{font:13px system-ui,sans-serif;fill:#222}.small{font-size:11px}line{stroke:#ddd}</style>
<rect width="800" height="${height}" fill="#fff"/>
${[...grid, ...legend, ...parts].join('\n')}
</svg>
`;
}

/** Writes what an earlier run has measured: node benches/results.mjs RESULTS.json VERSION */
if (process.argv[1]?.endsWith('results.mjs')) {
  const [file, version] = process.argv.slice(2);
  await write(JSON.parse(await readFile(file, 'utf8')), new URL('..', import.meta.url).pathname, version);
}
