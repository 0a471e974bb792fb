// Ends the output with one line of totals that programs can read.

/** @implements {import('@playwright/test/reporter').Reporter} */
export default class Totals {
  onBegin(_config, suite) {
    this.suite = suite;
  }

  onEnd() {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const test of this.suite.allTests()) {
      const outcome = test.outcome();
      counts[outcome === 'expected' ? 'passed' : outcome === 'skipped' ? 'skipped' : 'failed'] += 1;
    }
    console.log(`end2end: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
