// preloaded before a function's code: what the function asks of a provider's API domain reaches the sandbox on loopback, so that the
// deployed bundle runs as it is, with its host names, and nothing leaves this machine. Only plain HTTP stands in for the TLS.
'use strict';

const http = require('node:http');
const https = require('node:https');

/** Addresses by host; absent where requests are to be left alone. */
const routes = process.env.BULKHEAD_LOCAL_PROVIDERS && JSON.parse(process.env.BULKHEAD_LOCAL_PROVIDERS);

/** A name that the environment's DNS firewall does not answer for. */
const unknown = host => Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });

if (routes) {
  https.request = (options, answered) => {
    const { host } = options;
    const { agent: _agent, servername: _name, ...rest } = options;
    if (!Object.hasOwn(routes, host)) {
      // a request that can go nowhere still is one: its caller learns of it as of any other.
      return http.request({ ...rest, lookup: (_host, _how, done) => done(unknown(host)) }, answered);
    }
    const { hostname, port } = new URL(routes[host]);
    return http.request({ ...rest, host: hostname, port, headers: { ...rest.headers, host } }, answered);
  };
}
