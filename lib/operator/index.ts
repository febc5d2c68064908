// what calls AWS; the command line loads it when a command needs it.
export { openAccess } from './access';
export { putSecret } from './put';
export { replayEvents } from './replay';
export { retireSecret } from './retire';
export { abandonRotation, openRotation, resumeRotation, rotateSecret } from './rotate';
export { statusOf, statusTable } from './status';
