#!/usr/bin/env bash
# SailPoint's TypeScript client (npm sailpoint-api-client 1.4.15) asks for its token with a body of the kind multipart/form-data.
# OAuth 2.0 (RFC 6749, 4.4.2) has application/x-www-form-urlencoded there, and so does SailPoint's Python client. A token endpoint
# that reads forms alone has no grant_type to find. Needs node 20 and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix . sailpoint-api-client@1.4.15 >/dev/null

cat >ask.cjs <<'JS'
const http = require('node:http');
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/oauth/token') {
      const kind = request.headers['content-type'].split(';')[0];
      const asForm = new URLSearchParams(Buffer.concat(chunks).toString()).get('grant_type');
      console.log(`POST /oauth/token: ${kind}; grant_type read as a form: ${asForm}`);
      server.seen = kind === 'multipart/form-data' && asForm === null;
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(request.url === '/oauth/token' ? { access_token: 'a.b.c', expires_in: 749 } : []));
  });
});
server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  Object.assign(process.env, { SAIL_BASE_URL: base, SAIL_CLIENT_ID: 'id', SAIL_CLIENT_SECRET: 'secret' });
  const { AccessRequestsApi, Configuration } = require('sailpoint-api-client');
  await new AccessRequestsApi(new Configuration()).listAccessRequestStatus({ limit: 1 });
  server.close();
  process.exit(server.seen ? 0 : 1);
});
JS
node ask.cjs
