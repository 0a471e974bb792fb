import base from './playwright.config.js';
export default { ...base, workers: 1, timeout: 90000, expect: { timeout: 25000 } };
