// preloaded before a function's code: plays the network that a function in a VPC has around it. Names and addresses end as the DNS firewall
// and the security group would end them; what is let through reaches this machine, over the function's own TLS.
'use strict';

/** Addresses by name, ports of this machine by address, the authority that vouches for them; absent where there is nothing to play. */
const network = process.env.BULKHEAD_LOCAL_NETWORK && JSON.parse(process.env.BULKHEAD_LOCAL_NETWORK);

if (network) {
  const dns = require('node:dns/promises');
  const net = require('node:net');
  const tls = require('node:tls');
  const { names, ports, authority } = network;
  const failed = (code, text) => Object.assign(new Error(text), { code });
  dns.Resolver.prototype.resolve4 = name => (Object.hasOwn(names, name)
    ? Promise.resolve([names[name]])
    : Promise.reject(failed('ENODATA', `queryA ENODATA ${name}`)));

  const { connect } = net;
  net.connect = (options, ...rest) => {
    const { host } = options;
    if (typeof host !== 'string' || net.isIP(host) === 0 || host === '127.0.0.1') return connect(options, ...rest);
    if (Object.hasOwn(ports, host)) return connect({ ...options, host: '127.0.0.1', port: ports[host] }, ...rest);
    const socket = new net.Socket();
    setImmediate(() => socket.destroy(failed('ETIMEDOUT', `connect ETIMEDOUT ${host}`)));
    return socket;
  };

  const startTls = tls.connect;
  tls.connect = (options, ...rest) => startTls({ ...options, ca: options.ca ?? authority }, ...rest);
}
