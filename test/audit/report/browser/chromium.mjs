// a Chromium without a library: the DevTools protocol over a pipe.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export const findChromium = () => [process.env.CHROMIUM, ...names].find(name => name && spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);

/** Starts the browser with one blank page; `close` ends it and removes its profile. */
export const startChromium = async program => {
  const profile = mkdtempSync(join(tmpdir(), 'bulkhead-chromium-'));
  const child = spawn(program, [
    '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--hide-scrollbars', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank',
  ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [waiting, listeners] = [new Map(), []];
  let [last, rest] = [0, ''];
  child.stdio[4].on('data', chunk => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop();
    for (const { id, result, error, method, params } of messages.map(text => JSON.parse(text))) {
      if (id === undefined) listeners.forEach(listener => listener(method, params));
      else if (error) waiting.get(id).reject(new Error(error.message));
      else waiting.get(id).resolve(result);
    }
  });
  const send = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
    waiting.set(last += 1, { resolve, reject });
    child.stdio[3].write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
  });
  const ended = new Promise(resolve => { child.once('exit', resolve); });
  const { targetInfos } = await send('Target.getTargets');
  const { sessionId } = await send('Target.attachToTarget', { targetId: targetInfos.find(({ type }) => type === 'page').targetId, flatten: true });
  return {
    send: (method, params) => send(method, params, sessionId),
    on: listener => { listeners.push(listener); },
    close: async () => {
      child.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
};
