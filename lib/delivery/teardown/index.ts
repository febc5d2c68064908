export { environmentOrder, planOf, type TeardownPlan } from './plan';
export { stacksOf } from './stacks';
export { planText } from './text';
