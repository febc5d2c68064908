// what `bulkhead evidence` and `bulkhead release` do; the gate in the target decides, and nothing here is trusted by it.
export { openDelivery, type DeliveryAccess, type DeliveryAccessOptions } from './access';
export { connectivityRun } from './connectivity-run';
export { declarationFor } from './declaration';
export { documentFiles, evidenceIn, fetchDocument, readDocument, requireDocumentFolder, writeDocument, writeDocuments } from './documents';
export { executeRelease, exitCodeOf, type Execution } from './execute';
export { prepareRelease, releaseOf, type Preparation } from './prepare';
export { publicHalf } from './sign';
export { signEvidence, stateEvidence, type EvidenceRequest } from './sign-evidence';
export { signOff, summaryOf, verifiedEvidence } from './sign-off';
export { changeSetArguments, toolkit, type MakeChangeSets } from './toolkit';
