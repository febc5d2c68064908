export { IsolationAudit, type IsolationAuditProps } from './isolation-audit';
