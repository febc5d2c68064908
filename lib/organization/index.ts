export { auditStacks, AuditAccountStack, type AuditAccountStackProps, type AuditStacks } from './audit-account-stack';
export { BudgetsStack, type BudgetsStackProps } from './budgets/budgets-stack';
export { monthlyLimit } from './budgets/limit';
export { managementRoleName } from './environment-policies';
export { organizationQualifier, OrganizationStack, type OrganizationStackProps } from './organization-stack';
export { AnalyzerStack, auditQualifier } from './record/analyzer-stack';
export { TrailStack } from './record/trail-stack';
