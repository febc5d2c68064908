import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { creditMetrics } from '../../lambda/credits/contract';
import { gateMetrics } from '../../lambda/gate/contract';
import { refusals } from '../../lambda/sessions/refusals';
import { sessionMetrics } from '../../lambda/sessions/contract';
import { answers } from '../../lambda/webhook/answers';
import type { Answer } from '../../lambda/webhook/answers';
import { metrics } from '../../lambda/webhook/contract';
import { stagesOf } from '../fixtures/stages';

const folder = join(__dirname, '../../docs/runbooks');
const pages = readdirSync(folder).filter(name => name !== 'README.md');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const templates = Object.values(stagesOf()).flatMap(({ operations, delivery }) => [operations, delivery]).map(stack => Template.fromStack(stack));
const alarms = templates.flatMap(template => Object.values(template.findResources('AWS::CloudWatch::Alarm')));
// what CloudTrail tells of goes to the topic without an alarm.
const rules = templates.flatMap(template => Object.values(template.findResources('AWS::Events::Rule'))).flatMap(({ Properties }) =>
  (Properties.Targets as { InputTransformer?: { InputTemplate: string } }[] ?? []).flatMap(({ InputTransformer: message }) => message?.InputTemplate.replace(/"$/, '') ?? []));
const named = [...alarms.map(({ Properties }) => Properties.AlarmDescription as string), ...rules].map(text => /; see docs\/runbooks\/([a-z-]+\.md)$/.exec(text)?.[1]);

test('every alarm names its page, and every page has its alarm', () => {
  expect(alarms.length).toBeGreaterThan(0);
  expect(named).not.toContain(undefined);
  expect([...new Set(named)].sort()).toEqual([...pages].sort());
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
  const { namespace: _, ...names } = { ...metrics, ...sessionMetrics, ...creditMetrics, ...gateMetrics };
  for (const name of Object.values(names)) expect(read('README.md')).toContain(`\`${name}\``);
});
