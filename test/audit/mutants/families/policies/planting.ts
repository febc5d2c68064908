// how policies are written into templates.

export type Statement = Record<string, unknown>;

export const allow = (action: string, more: Statement): Statement => ({ Effect: 'Allow', Action: action, Resource: '*', ...more });
