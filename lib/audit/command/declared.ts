// files that a person writes, and an earlier report: loaded where one is given, because their checks cost a start.
import type { EnvironmentsFile, TemplateMapping } from '../model';
import { readDeclaration, type Declaration } from './document';
import { environmentsSchema, mappingSchema } from './schemas';

export { readBaseline } from './baseline';

export const readEnvironments = (path: string, cwd: string): Declaration<EnvironmentsFile> => readDeclaration(path, cwd, environmentsSchema);
export const readMapping = (path: string, cwd: string): Declaration<TemplateMapping> => readDeclaration(path, cwd, mappingSchema);
