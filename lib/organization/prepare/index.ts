export { askFor } from './ask';
export { openPrepareAccess, type PrepareAccess } from './clients';
export { planOf, type Change, type Status, type Step } from './plan';
export { prepareOrganization, type Prepared, type PrepareOptions } from './run';
export { stepJson, stepTable } from './show';
export { explained } from './words';
