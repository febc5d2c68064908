// audits one assembly, writes the reports, and prints the megabytes that it took at its peak.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../lib/audit';
import { render } from '../../lib/audit/report';

const [path, out] = process.argv.slice(2);
if (path === undefined || out === undefined) throw new Error('give an assembly and a folder for the reports');
const result = audit({ sources: [{ kind: 'assembly', path }], today: '2026-01-01' });
mkdirSync(out, { recursive: true });
for (const format of ['html', 'sarif'] as const)
  writeFileSync(join(out, `audit.${format}`), render(format, result, { command: 'bulkhead audit FOLDER' }));
process.stdout.write(`${process.resourceUsage().maxRSS / 1024}\n`);
