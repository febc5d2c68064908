// preloaded before aws-lambda-ric: its native half is compiled on installation, which we do not allow packages to do.
// next() is the runtime's own JavaScript (AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1); only the two answers are ours.
'use strict';

const http = require('node:http');
const Module = require('node:module');

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');

const post = (id, kind, body, headers = {}) => {
  const request = http.request({
    hostname,
    port,
    method: 'POST',
    path: `/2018-06-01/runtime/invocation/${id}/${kind}`,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
  }, response => response.resume());
  // the host has gone, and this process is about to go with it.
  request.on('error', () => undefined);
  request.end(body);
};

const rapidClient = {
  initializeClient: () => undefined,
  next: () => {
    throw new Error('the JavaScript client fetches the next invocation');
  },
  done: (id, body) => post(id, 'response', body),
  error: (id, body) => post(id, 'error', body, { 'Lambda-Runtime-Function-Error-Type': 'Error' }),
};

const load = Module._load;
Module._load = function (request, ...rest) {
  return request.endsWith('rapid-client.node') ? rapidClient : load.call(this, request, ...rest);
};
