export * from './carrier';
export * from './carrier-event';
export * from './emergency';
export * from './hangup-cause/hangup-cause';
