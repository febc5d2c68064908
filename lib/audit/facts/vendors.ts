// whose a host is: one of a customer, or one that everybody calls.

const below = (names: string): RegExp => new RegExp(`\\.(?:${names.trim().split(/\s+/).map(name => name.replaceAll('.', '\\.')).join('|')})$`);

/** Domains below which a service gives each of its customers a name that programs call. */
const TENANTS = below(`
  auth0.com okta.com oktapreview.com okta-emea.com onelogin.com fusionauth.io b2clogin.com ciamlogin.com clerk.accounts.dev frontegg.com
  pingone.com pingone.eu descope.com kinde.com
  mongodb.net snowflakecomputing.com databricks.com azuredatabricks.net confluent.cloud aivencloud.com redislabs.com redis-cloud.com
  upstash.io supabase.co neon.tech psdb.cloud cockroachlabs.cloud clickhouse.cloud timescaledb.io cloud.timescale.com turso.io
  datastax.com elastic-cloud.com es.io found.io bonsaisearch.net pinecone.io weaviate.network weaviate.cloud qdrant.io algolia.net
  algolianet.com typesense.net firebaseio.com firebasedatabase.app cloudfunctions.net cloudamqp.com influxdata.com zillizcloud.com
  database.windows.net core.windows.net servicebus.windows.net search.windows.net cache.windows.net vault.azure.net azurewebsites.net
  azure-api.net azurecr.io openai.azure.com cognitiveservices.azure.com documents.azure.com eventgrid.azure.net logic.azure.com
  run.app appspot.com herokuapp.com vercel.app netlify.app onrender.com fly.dev workers.dev pages.dev r2.cloudflarestorage.com
  digitaloceanspaces.com ngrok.io ngrok.app ngrok.dev ngrok-free.app trycloudflare.com hashicorp.cloud ts.net
  splunkcloud.com live.dynatrace.com apps.dynatrace.com jfrog.io cloudsmith.io webhook.office.com n8n.cloud m.pipedream.net
  service-now.com chronosphere.io humio.com
  my.salesforce.com sharepoint.com dynamics.com myshopify.com zendesk.com freshdesk.com workday.com hana.ondemand.com netsuite.com
  mktorest.com chargebee.com recurly.com api.infobip.com`);

/** A service's own names below such a domain. */
const GENERAL = /^(?:www|app|api|docs?|status|support|help|login|events|registry|developer|cloud|auth|console|portal|blog|community|static|cdn)$/;

/** Hosts that everybody calls, whatever stands in their names or paths. */
const EVERYBODYS = below(`
  github.com githubusercontent.com github.io gitlab.com bitbucket.org npmjs.org npmjs.com yarnpkg.com pypi.org pythonhosted.org docker.io
  docker.com quay.io ghcr.io gcr.io pkg.dev mcr.microsoft.com maven.org rubygems.org golang.org go.dev nodejs.org nodesource.com
  debian.org ubuntu.com alpinelinux.org fedoraproject.org w3.org schema.org json-schema.org openapis.org ietf.org rfc-editor.org
  wikipedia.org stackoverflow.com docs.aws.amazon.com aws.amazon.com awsstatic.com public.ecr.aws docs.google.com drive.google.com
  figma.com notion.so miro.com youtube.com jsdelivr.net unpkg.com cloudflare.com googleapis.com gstatic.com apache.org terraform.io
  kubernetes.io k8s.io atlassian.net linear.app`);

/** Services that tell their customers' things apart by the path or the user, not by the host; buckets are told by their names. */
const NOT_BY_HOST = /(?:^|\.)(?:sentry\.io|amazonaws\.com(?:\.cn)?|on\.aws|cloudfront\.net|amazoncognito\.com)$/;
const BUCKETS = /(?:^|[.])s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$/;

/** What ends like a host and is a file. */
const FILE = below(`
  js mjs cjs css map json htm html zip jar war py ts tsx png jpg jpeg svg txt md yml yaml xml sh so dll exe gz tar tgz bz2 woff woff2 log
  csv sql pem key crt sock service conf cfg ini toml lock bak tmp whl deb rpm properties handler`);

const TWO_PARTS = /\.(?:co|com|org|net|gov|ac|edu)\.[a-z]{2}$/;

/** The labels of a host before the domain that somebody registered. */
export const ownLabels = (host: string): string[] => host.split('.').slice(0, TWO_PARTS.test(host) ? -3 : -2);

export const isEverybodys = (host: string): boolean => EVERYBODYS.test(`.${host}`) || BUCKETS.test(host);

export const isToldByPath = (host: string): boolean => NOT_BY_HOST.test(host);

export const isFile = (host: string): boolean => FILE.test(host);

/** Whether a host is one customer's by the domain that it is in. */
export const isTenant = (host: string): boolean => {
  const found = TENANTS.exec(host);
  return found !== null && !host.slice(0, found.index).split('.').every(label => GENERAL.test(label));
};
