import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from './support/root';

/** One line of the product broken on purpose, and the guarantee that has to notice. */
export interface Sabotage {
  readonly name: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly guarantee: number;
}

export const sabotages: readonly Sabotage[] = [
  {
    name: 'the inbox write without its condition',
    file: 'lambda/webhook/inbox.ts',
    from: /ConditionExpression: .*\n(\s*ExpressionAttribute(Names|Values): .*\n)+/,
    to: '',
    guarantee: 4,
  },
  {
    name: 'the tag compared by equals() instead of in constant time',
    file: 'lambda/webhook/verify.ts',
    from: 'timingSafeEqual(bytes, expected)',
    to: 'bytes.equals(expected)',
    guarantee: 9,
  },
  {
    name: 'the forced refresh of the secret without its limit',
    file: 'lambda/webhook/signing-keys.ts',
    from: 'this.refresh === undefined || this.now() - this.refreshedAt >= refreshPause',
    to: 'true',
    guarantee: 1,
  },
  {
    name: 'the answer before the write',
    file: 'lambda/webhook/inbox.ts',
    from: 'const answer = await this.dynamodb.send(',
    to: 'const answer = {}; void this.dynamodb.send(',
    guarantee: 4,
  },
  {
    name: 'the mark before the event is on the bus',
    file: 'lambda/dispatcher/dispatch.ts',
    from: 'taken = await putEvents(',
    to: 'await Promise.all(batch.map(({ detail }) => outbox.markDispatched(detail, detail.receivedAt, now()))); taken = await putEvents(',
    guarantee: 4,
  },
  {
    name: 'base64 read as leniently as Node reads it',
    file: 'lambda/webhook/canonical.ts',
    from: 'bytes.length > 0 && bytes.toString(\'base64\') === text',
    to: 'bytes.length > 0',
    guarantee: 1,
  },
  {
    name: 'a failed write answered as a refusal',
    file: 'lambda/webhook/decide.ts',
    from: 'return { situation: \'unavailable\', reason: nameOf(error) };',
    to: 'return { situation: \'refused\', reason: nameOf(error) };',
    guarantee: 5,
  },
  {
    name: 'the staged version of a secret not looked at',
    file: 'lambda/webhook/signing-keys.ts',
    from: 'this.read(\'AWSPENDING\')',
    to: 'Promise.resolve(undefined)',
    guarantee: 6,
  },
];

/** The three that a reader is most likely to remove by mistake; the test suite breaks them each time. */
export const everyTime = sabotages.slice(0, 3);

const copied = ['lambda', 'lib/providers', 'test/lambda/support', 'test/proof'];

/** Breaks a copy of the sources and says whether the guarantee's short form notices. */
export const isNoticed = ({ file, from, to, guarantee, name }: Sabotage): boolean => {
  const project = root();
  const copy = mkdtempSync(join(tmpdir(), 'bulkhead-sabotage-'));
  try {
    for (const folder of copied) cpSync(join(project, folder), join(copy, folder), { recursive: true });
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
    const path = join(copy, file);
    const source = readFileSync(path, 'utf8');
    const broken = source.replace(from, () => to);
    if (broken === source) throw new Error(`'${name}' breaks nothing: ${file} has changed, so change the sabotage with it`);
    writeFileSync(path, broken);
    const outfile = join(copy, 'proof.js');
    buildSync({
      absWorkingDir: copy, entryPoints: ['test/proof/alone.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', packages: 'external', logLevel: 'silent',
    });
    const { status, stderr } = spawnSync(process.execPath, [outfile, String(guarantee)], { cwd: copy, env: { ...process.env, BULKHEAD_ROOT: copy }, encoding: 'utf8' });
    if (status !== 0 && status !== 1) throw new Error(`'${name}' could not be tried: ${stderr}`);
    return status === 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};
