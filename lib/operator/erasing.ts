// what `bulkhead erase` does; the command line loads it when it runs.
export { eraseRequest, eraseSubject, exitCodeOfErasure, readIds, type EraseOptions } from './erase';
export { eraseText } from './erase-text';
export { openEraser, type EraserAccess } from './eraser-access';
