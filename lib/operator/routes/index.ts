// what calls AWS; the command line loads it when `bulkhead routes` runs.
export { openRoutes } from './access';
export { lookAtRoutes, type RouteAccess } from './look';
export { exitCodeOf, routesTable } from './show';
