// the contract between the audit and whatever shows its result: reports, command line, validation plugin.
export * from './terms';
export * from './input';
export * from './finding';
export * from './tables';
export * from './result';
export * from './unusable-input';
