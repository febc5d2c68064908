export { auditAccountStack, AuditAccountStack, auditQualifier, type AuditAccountStackProps } from './audit-account-stack';
export { managementRoleName, organizationQualifier, OrganizationStack, type OrganizationStackProps } from './organization-stack';
