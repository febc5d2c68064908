import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const audit = join(__dirname, '..', '..', '..', 'lib', 'audit');

test('nothing of the audit but its plugin imports CDK: it knows templates, not constructs', () => {
  const files = readdirSync(audit, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const importing = files.filter(file => /from '(aws-cdk-lib|constructs)/.test(readFileSync(join(audit, file), 'utf8')));
  expect(importing.sort()).toEqual([join('plugin', 'isolation-audit.ts'), join('plugin', 'violation.ts')]);
});
