// prints ratios, never verdicts that could flake: medians of both sides measured in turns.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditRows } from './audit.mjs';
import { receiverRows } from './receiver.mjs';
import { sessionRows } from './sessions.mjs';
import { synthRows } from './synth.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const rounds = Number(process.env.BULKHEAD_BENCH_ROUNDS ?? 7);
const version = name => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;

const say = text => process.stderr.write(`measuring: ${text}\n`);
const rows = [];
for (const measure of [synthRows, auditRows, receiverRows, sessionRows]) rows.push(...await measure({ root, rounds, say }));

console.log(`\n${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, aws-cdk-lib ${version('aws-cdk-lib')}, aws-cdk ${version('aws-cdk')}, medians of ${rounds} rounds\n`);
console.log('| what | against | ratio | target | met | milliseconds |');
console.log('|---|---|---|---|---|---|');
for (const { what, against, ratio, target, met, one, other } of rows) {
  console.log(`| ${what} | ${against} | ${ratio.toFixed(2)} | ${target} | ${met ? 'yes' : 'no'} | ${Number(one.toPrecision(3))} / ${Number(other.toPrecision(3))} |`);
}
