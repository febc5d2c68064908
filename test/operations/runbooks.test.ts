import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { answers } from '../../lambda/webhook/answers';
import type { Answer } from '../../lambda/webhook/answers';
import { metrics } from '../../lambda/webhook/contract';
import { stagesOf } from '../fixtures/stages';

const folder = join(__dirname, '../../docs/runbooks');
const pages = readdirSync(folder).filter(name => name !== 'README.md');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const alarms = Object.values(stagesOf()).flatMap(({ operations }) => Object.values(Template.fromStack(operations).findResources('AWS::CloudWatch::Alarm')));
const named = alarms.map(({ Properties }) => /; see docs\/runbooks\/([a-z-]+\.md)$/.exec(Properties.AlarmDescription as string)?.[1]);

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

test('every metric is listed', () => {
  const { namespace: _, ...names } = metrics;
  for (const name of Object.values(names)) expect(read('README.md')).toContain(`\`${name}\``);
});
