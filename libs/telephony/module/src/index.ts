export * from './carriers/asterisk/node/debian-packages';
export * from './carriers/asterisk/node/ensure-asterisk';
export * from './carriers/asterisk/node/free-ports';
export * from './carriers/asterisk/node/start-asterisk';
export * from './carriers/asterisk/asterisk.carrier';
export * from './carriers/asterisk/cel-log';
