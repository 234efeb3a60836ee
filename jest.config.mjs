const common = {
  testEnvironment: 'node',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/test/support/servers/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/servers/global-teardown.ts',
};

/** @type {import('jest').Config} */
export default {
  projects: [
    { ...common, displayName: 'embedded', testMatch: ['**/*.spec.ts'] },
    {
      ...common,
      // the same tests of the views and the API once more, with KurrentDB and PostgreSQL in place of files
      displayName: 'scale-out',
      testMatch: ['<rootDir>/test/{views,api}/**/*.spec.ts'],
      setupFiles: ['<rootDir>/test/support/servers/scale-out.ts'],
    },
  ],
  testTimeout: 30_000,
  maxWorkers: 2,
  // modules of files that were run stay in a worker's memory: it is made anew before that slows it down
  workerIdleMemoryLimit: '1GB',
};
