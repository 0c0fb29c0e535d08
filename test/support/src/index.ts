export * from './client';
export * from './fake-clock';
export * from './test-app';
export * from './people';
export * from './renting';
export * from './start-app';
