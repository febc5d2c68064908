import { PassThrough } from 'node:stream';
import { readValue } from '../../lib/operator/read-value';

const canary = 'whsec_CANARY0123456789';

const terminal = () => {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => modes.push(on) });
  const shown: string[] = [];
  const output = new PassThrough();
  output.on('data', (chunk: Buffer) => shown.push(chunk.toString()));
  return { input, output, modes, shown };
};

test('a hidden prompt shows what is asked for and nothing that is typed', async () => {
  const { input, output, modes, shown } = terminal();
  const read = readValue('signing-secret of \'self\' in \'staging\'', { input, output });
  for (const letter of canary) input.write(letter);
  input.write('\r');
  expect(await read).toBe(canary);
  expect(modes).toEqual([true, false]);
  expect(shown.join('')).toBe('signing-secret of \'self\' in \'staging\' (hidden): \n');
});

test('nothing is asked for before the terminal hides it', async () => {
  const { input, output, modes } = terminal();
  const hidden: boolean[] = [];
  output.on('data', () => hidden.push(modes.at(-1) ?? false));
  const read = readValue('value', { input, output });
  await new Promise(resolve => { setImmediate(resolve); });
  expect(hidden).toEqual([true]);
  input.write('\r');
  await read;
});

test('a typing error can be taken back', async () => {
  const { input, output } = terminal();
  const read = readValue('value', { input, output });
  input.write('abd\u007fc\n');
  expect(await read).toBe('abc');
});

test('Ctrl-C ends it, and the terminal shows again what is typed', async () => {
  const { input, output, modes } = terminal();
  const read = readValue('value', { input, output });
  input.write(`${canary}\u0003`);
  await expect(read).rejects.toMatchObject({ exitCode: 130, message: 'interrupted; nothing was stored' });
  expect(modes.at(-1)).toBe(false);
});

const piped = (...chunks: (string | Buffer)[]) => {
  const input = new PassThrough();
  for (const chunk of chunks) input.write(chunk);
  input.end();
  return readValue('value', { input, output: new PassThrough() });
};

test('a pipe is read whole and exactly, line breaks and byte order mark included', async () => {
  expect(await piped('\ufeffab', 'c\n')).toBe('\ufeffabc\n');
});

test('letters may be cut between two chunks', async () => {
  const bytes = Buffer.from('ü');
  expect(await piped(bytes.subarray(0, 1), bytes.subarray(1))).toBe('ü');
});

test('what is no text is refused', async () => {
  await expect(piped(Buffer.from([0xff, 0xfe]))).rejects.toMatchObject({ exitCode: 3 });
});

test('a whole file is refused', async () => {
  await expect(piped(Buffer.alloc(70 * 1024, 'a'))).rejects.toMatchObject({ exitCode: 3 });
});
