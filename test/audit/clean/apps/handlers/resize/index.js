// an asset as people bundle it: no dependencies, configuration from the environment.
exports.handler = async event => ({ statusCode: 200, body: JSON.stringify({ count: (event.Records ?? []).length, table: process.env.TABLE_NAME }) });
