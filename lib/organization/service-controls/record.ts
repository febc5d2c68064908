import type { Guardrail } from '../policy';

/** Stays under the policies, and keeps the record of what was done. */
export const record = (): Guardrail[] => [
  {
    stops: 'walking out from under these policies, and switching off the record',
    shownBy: 'leaves the organization',
    statement: {
      Sid: 'StayAndKeepTheRecord',
      Effect: 'Deny',
      Action: [
        'organizations:LeaveOrganization', 'account:CloseAccount', 'account:DisableRegion', 'account:EnableRegion',
        'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail',
        'access-analyzer:CreateArchiveRule', 'access-analyzer:DeleteAnalyzer', 'access-analyzer:UpdateAnalyzer', 'config:DeleteConfigurationRecorder',
        'config:DeleteDeliveryChannel', 'config:StopConfigurationRecorder', 'guardduty:DeleteDetector',
        'guardduty:DisassociateFromAdministratorAccount',
      ],
      Resource: '*',
    },
  },
];
