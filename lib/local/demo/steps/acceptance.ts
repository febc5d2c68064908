import { randomUUID } from 'node:crypto';
import { assemblyDigest } from '../../../promotion/assembly-digest';
import type { RunResult } from '../../../promotion/evidence';
import { runAcceptance } from '../../sandbox/acceptance';
import type { SelfSubject, UaeKycSubject } from '../../sandbox/acceptance';
import type { Candidate } from '../release/candidate';
import { about } from '../observe';
import { exactly, type Character, type Registration, type Say, type Story } from '../story';
import { askForSession, createSession, delivered } from './sessions';

const step = 'Acceptance and load before the last environment';

/** Sessions of the load run, all at once. */
const SESSIONS = 25;

type Subject = SelfSubject | UaeKycSubject;

/** An environment as the suite sees it: how it creates a session, and what has arrived in it. */
const subjectOf = (story: Story, character: Character, registration: Registration, { onboarded }: Candidate): Subject | undefined => {
  const { account, settings: { binding } } = registration;
  const { environment: { name }, observer } = character;
  const asked = new Map<string, string>();
  const create = async (externalUuid: string) => {
    const { id } = await createSession(story, character, registration, externalUuid);
    asked.set(id, externalUuid);
    return { id };
  };
  const observe = (subject: (verification: string) => string) => async (verification: string) => {
    await delivered(story, subject(verification));
    return about(await observer.arrived(), binding, verification).map(({ status }) => (status === null ? {} : { status }));
  };
  if (account?.provider === 'self') {
    const site = account.environment as 'test' | 'live';
    const configuration = onboarded.flows[name]?.[binding]?.find(({ replaced }) => !replaced)?.configuration;
    return configuration && { provider: 'self', class: site, binding, configuration, createSession: create, observe: observe(id => id) };
  }
  if (account?.provider !== 'uae-kyc' || account.environment === 'production') return undefined;
  const { organization } = account;
  return {
    provider: 'uae-kyc', binding, environment: account.environment as 'staging' | 'pre-production', organization, createSession: create,
    journeyStatus: async id => {
      const response = await askForSession(story, character, { version: 1, operation: 'get', binding, externalUuid: asked.get(id) ?? '' });
      return response.outcome === 'refused' ? response.code : response.session.status ?? 'open';
    },
    // deliveries are about residents, whose numbers the events carry.
    observe: observe(number => residentOf(story, number)),
  };
};

/** Id under which the provider keeps its deliveries about a resident. */
const residentOf = ({ world: { providers: { sandbox } } }: Story, number: string): string =>
  sandbox.events().find(({ body }) => body.includes(`"uaekyc_id":${number}`))?.about[0] ?? number;

/** Many at once: every session is told of once. */
const loadCase = async (story: Story, character: Character, registration: Registration) => {
  const { observer } = character;
  const { binding } = registration.settings;
  const began = performance.now();
  const ids = await Promise.all(Array.from({ length: SESSIONS }, async () => {
    const { id } = await createSession(story, character, registration, randomUUID());
    story.world.providers.sandbox.complete(id, { scenario: 'adult' });
    return id;
  }));
  for (const id of ids) await delivered(story, id);
  const arrived = await observer.arrived();
  const seconds = (performance.now() - began) / 1000;
  const once = ids.filter(id => about(arrived, binding, id).length === 1).length;
  return { name: `${binding}: ${SESSIONS} sessions at once, each told of once`, passed: once === SESSIONS, detail: `${once} of ${SESSIONS} in ${seconds.toFixed(1)} s` };
};

const runLoad = async (story: Story, character: Character, digest: RunResult['assemblyDigest']): Promise<RunResult> => {
  const startedAt = new Date().toISOString();
  const cases = [];
  for (const registration of character.registrations.filter(({ account }) => account?.provider === 'self')) cases.push(await loadCase(story, character, registration));
  return { kind: 'load', environment: character.environment.name, assemblyDigest: digest, startedAt, finishedAt: new Date().toISOString(), cases };
};

/** A run without cases is none: where no provider of the environment is played, there is nothing to stand on. */
const record = (story: Story, run: RunResult, what: string) => {
  if (run.cases.length === 0) return;
  const failed = run.cases.filter(({ passed }) => !passed);
  const passed = run.cases.length - failed.length;
  story.runs.push(run);
  story.journal.record(exactly({
    step, kind: 'accepted-by-suite', from: run.environment, to: run.environment, what: `${what} in ${run.environment}, on the assembly that is to be released`,
    expected: `${run.cases.length} of ${run.cases.length} passed`,
    observed: [`${passed} of ${run.cases.length} passed`, ...failed.map(({ name, detail = '' }) => `${name}: ${detail}`)].join('; '),
  }));
};

/** Plays every scenario that the provider documents against the environment before the last one; a release will stand on it. */
export const acceptCandidate = async (story: Story, say: Say): Promise<void> => {
  const { candidate, world: { providers: { sandbox } } } = story;
  const character = story.characters.find(({ environment }) => environment.name === candidate?.source);
  if (!candidate || !character) return say('nothing is promoted in this fleet');
  const { digest } = assemblyDigest(candidate.assembly.directory);
  const subjects = character.registrations.flatMap(registration => subjectOf(story, character, registration, candidate) ?? []);
  const acceptance = await runAcceptance({ sandbox, environment: candidate.source, assemblyDigest: digest, subjects });
  say(`${acceptance.cases.length} scenarios`);
  record(story, acceptance, 'the acceptance suite, every scenario of its providers,');
  const load = await runLoad(story, character, digest);
  say(`${load.cases.map(({ detail }) => detail).join(', ')}`);
  record(story, load, 'the load run');
};
