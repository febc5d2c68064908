import { Command } from 'commander';
import { auditCommand } from '../../../lib/audit/command';
import { parseCommit, parseFormats, parseProfiles, parseTimestamp } from '../../../lib/audit/command/options';

describe('the options of the audit', () => {
  test('take formats separated by commas and repeated', () => {
    expect(parseFormats('csv', parseFormats('html,json,html'))).toEqual(['html', 'json', 'csv']);
    expect(() => parseFormats('html,pdf')).toThrow('\'pdf\' is none of table, html, json, sarif, junit, csv, access.');
  });

  test('always decide relations: hygiene alone would call a leak proven', () => {
    expect(parseProfiles('hygiene')).toEqual(['relations', 'hygiene']);
  });

  test('state a moment in UTC and refuse what is none', () => {
    expect(parseTimestamp('2026-03-01T14:00:00+02:00')).toBe('2026-03-01T12:00:00.000Z');
    for (const text of ['yesterday', '2026-03-01', '2026-13-01T00:00:00Z', '1']) expect(() => parseTimestamp(text)).toThrow('is no moment');
  });

  test('take a commit as text without anything to inject', () => {
    expect(parseCommit('4be1d2f')).toBe('4be1d2f');
    expect(() => parseCommit('$(id)')).toThrow('is no commit');
  });

  test('are on the command line with the table of exit statuses', () => {
    const program = new Command('bulkhead');
    auditCommand(program);
    const [command] = program.commands;
    expect(command?.name()).toBe('audit');
    expect(command?.options.map(({ long }) => long)).toEqual([
      '--environments', '--mapping', '--format', '--out', '--baseline', '--profile', '--explain', '--expand', '--timestamp', '--commit',
    ]);
  });

  test('end the command by an error of its own, so that a misspelt option never looks like a violation', () => {
    const program = new Command('bulkhead');
    auditCommand(program);
    program.commands[0]?.configureOutput({ writeErr: () => {} });
    expect(() => program.parse(['audit', '--format', 'pdf'], { from: 'user' })).toThrow(expect.objectContaining({ code: 'commander.invalidArgument' }));
  });
});
