#!/usr/bin/env bash
# Paginator.paginate of SailPoint's TypeScript client (npm sailpoint-api-client 1.4.15) takes the arguments of the call it repeats,
# limit among them. Asked for 10 rows it calls with limit=250 and hands all 250 back: the limit ends the calls and cuts nothing off.
# It also writes a line to standard output for each call, where a program may print its own answer. Needs node 20 and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix . sailpoint-api-client@1.4.15 >/dev/null

cat >ask.cjs <<'JS'
const http = require('node:http');
const limits = [];
const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  response.setHeader('Content-Type', 'application/json');
  if (url.pathname === '/oauth/token') return response.end(JSON.stringify({ access_token: 'a.b.c' }));
  const [limit, offset] = ['limit', 'offset'].map((name) => Number(url.searchParams.get(name)));
  limits.push(limit);
  const rows = Array.from({ length: limit }, (_, at) => ({ accessRequestId: `${offset + at}` }));
  response.end(JSON.stringify(rows));
});
server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  Object.assign(process.env, { SAIL_BASE_URL: base, SAIL_CLIENT_ID: 'id', SAIL_CLIENT_SECRET: 'secret' });
  const { AccessRequestsApi, Configuration, Paginator } = require('sailpoint-api-client');
  const api = new AccessRequestsApi(new Configuration());
  const { data } = await Paginator.paginate(api, api.listAccessRequestStatus, { limit: 10 });
  console.log(`asked for 10 rows: called with limit ${limits}, handed back ${data.length}`);
  server.close();
  process.exit(data.length === 250 && limits.join() === '250' ? 0 : 1);
});
JS
node ask.cjs
