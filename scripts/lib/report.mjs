/**
 * Runs suites one after the other, prints what failed and a line for each, and last the sum.
 * Returns the exit code.
 */
export async function runAll(suites) {
  const results = [];
  for (const suite of suites) {
    console.log(`\n=== ${suite.name}: ${suite.about}`);
    const start = performance.now();
    const result = await runOne(suite);
    for (const { title, message } of result.failures) console.log(`FAILED ${title}\n  ${message.replaceAll('\n', '\n  ')}`);
    results.push({ name: suite.name, seconds: (performance.now() - start) / 1000, ...result });
  }
  console.log('\n=== summary');
  for (const result of results) console.log(line(result));
  const passed = sum(results.map((result) => result.passed));
  const failed = sum(results.map((result) => result.failures.length));
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** A suite that breaks, or in which nothing ran, is a failure and not a silence. */
async function runOne(suite) {
  try {
    const result = await suite.run();
    if (result.passed + result.failures.length > 0) return result;
    return { passed: 0, failures: [{ title: suite.name, message: 'no test ran' }] };
  } catch (error) {
    return { passed: 0, failures: [{ title: suite.name, message: error.message }] };
  }
}

function line({ name, seconds, passed, skipped = 0, failures }) {
  const counts = `${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return `${name.padEnd(10)} ${counts.padEnd(30)} ${seconds.toFixed(1)} s`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
