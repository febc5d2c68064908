export { managementRoleName, organizationQualifier, OrganizationStack, type OrganizationStackProps } from './organization-stack';
