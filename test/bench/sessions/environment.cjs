// the deployed receiver behind a local address.
const { createServer } = require('node:http');
const { handler } = require(process.argv[2]);

const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

const headersOf = raw => {
  const headers = {};
  for (let index = 0; index < raw.length; index += 2) (headers[raw[index]] ??= []).push(raw[index + 1]);
  return headers;
};

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part)).on('end', async () => {
    const { statusCode, body } = await handler({
      resource: request.url, body: Buffer.concat(parts).toString('base64'), isBase64Encoded: true, multiValueHeaders: headersOf(request.rawHeaders),
    });
    response.writeHead(statusCode).end(body);
  });
});
server.listen(0, '127.0.0.1', () => print(`${server.address().port}\n`));
