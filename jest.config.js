// CDK's validation of single templates runs in a test of its own; it would run at every synthesis otherwise.
process.env.CDK_VALIDATION = 'false';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] },
  globalSetup: '<rootDir>/test/setup.mjs',
  clearMocks: true,
  // many tests wait for a process of theirs; jest would leave one of two cores to them.
  maxWorkers: 2,
  // for a machine that is busy with something else; no test measures time by it.
  testTimeout: 120_000,
};
