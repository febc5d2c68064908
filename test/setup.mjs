// bundles the handlers once for all tests, which the stacks take as assets, and the package, which tests import as a team's own do.
import { buildHandlers, buildPackage } from '../bin/build.mjs';

export default async () => { await Promise.all([buildHandlers(), buildPackage()]); };
