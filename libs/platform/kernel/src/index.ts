export * from './civil-time';
export * from './clock';
export * from './currency';
export * from './decimal';
export * from './money';
export * from './ratio';
export * from './result';
