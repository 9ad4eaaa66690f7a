# Becomes master of the database with a new password that only this process knows, and makes the users that enter by IAM.
# May be run again at any time; each run locks out whoever knew the password before. BREAK_GLASS_SQL runs instead of the users.
set -euo pipefail

say() { echo "database-bootstrap: $*" >&2; }

describe() {
  aws rds describe-db-instances --db-instance-identifier "$DATABASE_INSTANCE" --output text \
    --query "DBInstances[0].[$1]"
}

if [ "$(describe 'ReadReplicaSourceDBInstanceIdentifier || ReadReplicaSourceDBClusterIdentifier')" != None ]; then
  say "$DATABASE_INSTANCE is a replica: users come with its source, run this there (or promote it first)"
  exit 3
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
curl --fail --silent --show-error --retry 5 --output "$work/authorities.pem" \
  "https://truststore.pki.rds.amazonaws.com/$AWS_REGION/$AWS_REGION-bundle.pem"

PGPASSWORD="$(aws secretsmanager get-random-password --password-length 64 --exclude-punctuation \
  --query RandomPassword --output text)"
export PGPASSWORD
# By way of standard input: arguments are seen by whoever lists processes. A password is changed at once in any case; with
# --apply-immediately all else that waits for the maintenance window would be too.
printf %s "$PGPASSWORD" |
  aws rds modify-db-instance --db-instance-identifier "$DATABASE_INSTANCE" --master-user-password file:///dev/stdin \
    --output text --query DBInstance.DBInstanceStatus >/dev/null
say "a new password was asked for"

export PGHOST="$DATABASE_HOST" PGPORT="$DATABASE_PORT" PGDATABASE="$DATABASE_NAME" PGUSER="$DATABASE_MASTER"
export PGSSLMODE=verify-full PGSSLROOTCERT="$work/authorities.pem" PGCONNECT_TIMEOUT=10
sql() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"; }

tries=0
until sql --command 'SELECT 1' >/dev/null 2>"$work/refusal"; do
  tries=$((tries + 1))
  if [ "$tries" -ge "$CONNECT_TRIES" ]; then
    say "the database did not accept the new password: $(tail -n 1 "$work/refusal")"
    exit 4
  fi
  sleep "$CONNECT_PAUSE"
done

if [ -n "${BREAK_GLASS_SQL:-}" ]; then
  say "running BREAK_GLASS_SQL"
  sql --command "$BREAK_GLASS_SQL"
  exit 0
fi

sql <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', name)
  FROM unnest(ARRAY['api', 'maintenance']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
GRANT rds_iam TO api, maintenance;
GRANT CREATE, USAGE ON SCHEMA public TO api;
GRANT pg_maintain TO maintenance;
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pgstattuple;
  GRANT pg_stat_scan_tables TO maintenance;
EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file THEN
  RAISE WARNING 'maintenance does not measure free space: %', SQLERRM;
END $$;
SQL
say "users api and maintenance are there"
