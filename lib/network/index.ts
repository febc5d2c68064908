export { ingressPorts, type OpenIngress } from './static-ingress';
export { wayOutStatement } from './way-out-statement';
export { NetworkStack, type NetworkStackProps } from './network-stack';
