export { auditStacks, AuditAccountStack, type AuditAccountStackProps, type AuditStacks } from './audit-account-stack';
export { managementRoleName } from './environment-policies';
export { organizationQualifier, OrganizationStack, type OrganizationStackProps } from './organization-stack';
export { AnalyzerStack, auditQualifier } from './record/analyzer-stack';
export { TrailStack } from './record/trail-stack';
