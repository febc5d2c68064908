import type { Sandbox } from './sandbox';

/** What is printed once the sandbox runs: where everything is, and the first calls to make. */
export const welcome = ({ url, addresses, token }: Sandbox, stateFile: string | undefined): string => `The providers' side runs on this machine${stateFile === undefined ? ', in memory' : `, kept in ${stateFile}`}. Ctrl-C ends it.

  Self's API            ${url}
  dashboards            ${url}/dashboard/v1
${Object.entries(addresses).map(([name, address]) => `  ${name.padEnd(21)} ${address}   (API, and dashboard at /dashboard/v1)`).join('\n')}
  to drive it           ${url}/sandbox/v1
  with                  authorization: Bearer ${token}

An organization of your own; sandbox mode is off unless you ask for it:
  curl -s ${url}/sandbox/v1/organizations -H 'authorization: Bearer ${token}' \\
    -d '{"name":"mine","provider":"self"}'
With the dashboardToken that it answers, in its dashboard:
  POST /dashboard/v1/flows     {"environment":"test","name":"adults","product":"age_verification",
                                "configuration":{"ruleSet":{"minimumAge":18},"documents":[],"settings":{}}}
  POST /dashboard/v1/flows/{id}/publish
  POST /dashboard/v1/keys      {"environment":"test"}            shown once
  POST /dashboard/v1/webhooks  {"environment":"test","url":"http://127.0.0.1:3000/webhooks/self"}
Then, as your backend and as its user:
  POST /v1/sessions                         with the key: flowId, externalUuid
  POST /sandbox/v1/sessions/{id}/complete   {"scenario":"adult"} or {"document":{"age":17}}
GET /sandbox/v1/scenarios names the scenarios; POST /sandbox/v1/clock {"advanceSeconds":300} lets time pass.`;
