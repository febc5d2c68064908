import type { SandboxProvider } from '../model/environments';
import { foreignDocument, selfScenarios } from './self';
import type { Scenario } from './types';
import { uaeKycScenarios } from './uae-kyc';

export type { Scenario, Signer } from './types';

/** Every named scenario of a provider that applies to an environment of this class. */
export const scenariosOf = (provider: SandboxProvider, environmentClass: 'test' | 'live'): readonly Scenario[] =>
  (provider === 'self' ? [...selfScenarios, foreignDocument(environmentClass)] : uaeKycScenarios);
