// bundles the handlers once for all tests: the stacks take them as assets.
import { buildHandlers } from '../bin/build.mjs';

export default async () => { await buildHandlers(); };
