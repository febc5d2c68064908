import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectivityMetrics } from '../../lambda/connectivity/contract';
import { creditMetrics } from '../../lambda/credits/contract';
import { gateMetrics } from '../../lambda/gate/contract';
import { refusals } from '../../lambda/sessions/refusals';
import { sessionMetrics } from '../../lambda/sessions/contract';
import { answers } from '../../lambda/webhook/answers';
import type { Answer } from '../../lambda/webhook/answers';
import { metrics } from '../../lambda/webhook/contract';
import type { FleetConfig } from '../../lib/environment';
import { newApp } from '../../lib/fleet';
import { fleet, flows, withStaticFront } from '../fixtures/fleet';
import { stagesOf } from '../fixtures/stages';
import { accountsOf } from './support/rendered';

const folder = join(__dirname, '../../docs/runbooks');
const pages = readdirSync(folder).filter(name => name !== 'README.md');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const assemblyOf = (config: FleetConfig) => {
  const app = newApp();
  stagesOf(config, flows, app);
  return app.synth();
};
const told = { ...fleet, organization: { ...fleet.organization, alarms: { email: 'organization@example.com' } } };
const everything = [told, withStaticFront('pre-production', 'production')].flatMap(config => [...accountsOf(assemblyOf(config))]);
const resources = everything.flatMap(([account, { resources: own }]) => own.map(resource => ({ ...resource, account })));
const alarms = resources.filter(({ type }) => /^AWS::CloudWatch::(Composite)?Alarm$/.test(type));
const budgets = resources.filter(({ type }) => type === 'AWS::Budgets::Budget');

interface Target {
  readonly Arn: string;
  readonly InputTransformer?: { readonly InputTemplate: string };
}

// what CloudTrail tells of goes to the topic without an alarm.
const messages = everything.flatMap(([, account]) => account.ofType('AWS::Events::Rule').flatMap(({ id, properties }) =>
  (properties['Targets'] as readonly Target[] ?? []).filter(({ Arn }) => account.typeOf(Arn) === 'AWS::SNS::Topic')
    .map(({ InputTransformer: message }): [string, string] => [id, message?.InputTemplate.replace(/"$/, '') ?? ''])));
const texts = [
  ...alarms.map(({ id, properties }): [string, string] => [id, properties['AlarmDescription'] as string]),
  ...messages,
  ...budgets.map(({ id, properties }): [string, string] => [id, (properties['Budget'] as { BudgetName: string }).BudgetName]),
];
const pageOf = (text: string): string | undefined => /[;,] see docs\/runbooks\/([a-z-]+\.md)$/.exec(text)?.[1];

test('every alarm, message and budget of every stack names its page, and every page has one of them', () => {
  expect([alarms.length, messages.length, budgets.length].every(count => count > 0)).toBe(true);
  expect(texts.filter(([, text]) => pageOf(text) === undefined)).toEqual([]);
  expect([...new Set(texts.map(([, text]) => pageOf(text)))].sort()).toEqual([...pages].sort());
});

test('every alarm of every stack goes to the topic that its environment\'s destination has subscribed to', () => {
  const subscriptions = resources.filter(({ type }) => type === 'AWS::SNS::Subscription');
  for (const { id, account, properties } of alarms) {
    const { alarms: { email } } = fleet.environments.find(config => config.account === account)!;
    const actions = properties['AlarmActions'] as string[] | undefined ?? [];
    const reached = actions.flatMap(action => subscriptions.filter(({ properties: { TopicArn } }) => TopicArn === action).map(({ properties: { Endpoint } }) => Endpoint));
    expect([id, ...new Set(reached)]).toEqual([id, email]);
  }
});

test('every page says what happens by itself, where to look and what to do, and links to pages that are there', () => {
  for (const page of pages) {
    for (const part of ['**By itself**', '**Look**', page === 'delivery.md' || page === 'refused.md' ? '**Afterwards**' : '**Do**']) expect(read(page)).toContain(part);
    for (const [, link] of read(page).matchAll(/\]\(([a-z-]+\.md)\)/g)) expect(pages).toContain(link);
  }
});

test('the page of a delivery that needs a person has a row for every situation that alarms', () => {
  const situations = Object.entries<Answer>(answers).filter(([, { alarm, frontDoor }]) => alarm && !frontDoor).map(([name]) => name);
  for (const situation of situations) expect(read('delivery.md')).toContain(`| \`${situation}\` |`);
});

test('the page of a session that needs a person has a row for every outcome that alarms', () => {
  const outcomes = Object.entries(refusals).filter(([, { alarm }]) => alarm).map(([code]) => code);
  for (const outcome of outcomes) expect(read('sessions.md')).toContain(`| \`${outcome}\` |`);
});

test('every metric is listed', () => {
  const { namespace: _, ...names } = { ...metrics, ...sessionMetrics, ...creditMetrics, ...connectivityMetrics, ...gateMetrics };
  for (const name of Object.values(names)) expect(read('README.md')).toContain(`\`${name}\``);
});
