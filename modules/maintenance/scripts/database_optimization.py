"""Tidies the tables that need it, and reports what space and which indexes are of no use. Does nothing in a copy."""

import tempfile

SCHEMA_NOTE = "gives maintenance no USAGE, so its tables are left to autovacuum"
# Autovacuum waits for a fifth of a table to be dead, and a tenth to have changed; the quiet hour is for what is below.
# https://www.postgresql.org/docs/17/runtime-config-autovacuum.html
DEAD_ROWS, DEAD_SHARE = 1000, 0.05
CHANGED_ROWS, CHANGED_SHARE = 1000, 0.05
# Autovacuum freezes from 200 million transactions on, PostgreSQL stops at 2,000 million.
OLD_TRANSACTIONS = 150_000_000
DANGEROUS_TRANSACTIONS = 1_000_000_000
TABLE_SECONDS = 300
LOOK_SECONDS = 60
# Kept for the looks at the end.
REPORT_MINUTES = 3
UNUSED_BYTES = 1024 * 1024
UNUSED_DAYS = 7
LARGEST = 10

TABLES = f"""
SELECT coalesce(json_agg(t ORDER BY t.age DESC, t.dead DESC), '[]') FROM (
  SELECT format('%I.%I', s.schemaname, s.relname) AS name, s.schemaname AS schema,
         s.n_dead_tup AS dead, s.n_live_tup AS live, s.n_mod_since_analyze AS changed,
         age(c.relfrozenxid) AS age, has_schema_privilege(c.relnamespace, 'USAGE') AS reachable,
         s.n_dead_tup > {DEAD_ROWS} + {DEAD_SHARE} * s.n_live_tup OR age(c.relfrozenxid) > {OLD_TRANSACTIONS} AS to_vacuum,
         s.n_mod_since_analyze > {CHANGED_ROWS} + {CHANGED_SHARE} * s.n_live_tup AS to_analyze
    FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
   WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't') t
 WHERE t.to_vacuum OR t.to_analyze
"""

BLOAT = f"""
SELECT coalesce(json_agg(t ORDER BY t.bytes DESC), '[]') FROM (
  SELECT format('%I.%I', s.schemaname, s.relname) AS name, pg_table_size(s.relid) AS bytes,
         s.n_dead_tup AS dead, s.n_live_tup AS live, has_schema_privilege(c.relnamespace, 'USAGE') AS reachable
    FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE c.relkind IN ('r', 'm')
   ORDER BY pg_table_size(s.relid) DESC LIMIT {LARGEST}) t
"""

MEASURABLE = "SELECT coalesce(has_function_privilege(to_regprocedure('pgstattuple_approx(regclass)'), 'EXECUTE'), false)"

# Statistics of an index begin with those of its database; constraints keep theirs whether they are read or not.
INDEXES = f"""
SELECT coalesce(json_agg(t ORDER BY t.bytes DESC), '[]') FROM (
  SELECT format('%I.%I', s.schemaname, s.indexrelname) AS name, format('%I.%I', s.schemaname, s.relname) AS of_table,
         pg_relation_size(s.indexrelid) AS bytes, i.indisvalid AS valid
    FROM pg_stat_user_indexes s JOIN pg_index i ON i.indexrelid = s.indexrelid
   WHERE NOT i.indisvalid OR (s.idx_scan = 0 AND NOT i.indisunique AND NOT i.indisexclusion
         AND pg_relation_size(s.indexrelid) >= {UNUSED_BYTES}
         AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = s.indexrelid))) t
"""

STATISTICS_DAYS = """
SELECT extract(day FROM now() - coalesce(stats_reset, pg_postmaster_start_time()))::int
  FROM pg_stat_database WHERE datname = current_database()
"""

TRANSACTIONS = "SELECT age(datfrozenxid) FROM pg_database WHERE datname = current_database()"


class Database:
    """A psql for each statement: VACUUM wants no transaction around it, and a token is good for a quarter of an hour."""

    def __init__(self, authorities):
        self.authorities = authorities

    def ask(self, statement, seconds=LOOK_SECONDS):
        host, port, user = (os.environ[f"DATABASE_{key}"] for key in ("HOST", "PORT", "USER"))
        token, _ = command(
            ["aws", "rds", "generate-db-auth-token", "--region", os.environ["AWS_REGION"]]
            + ["--hostname", host, "--port", port, "--username", user]
        )
        settings = {
            "statement_timeout": f"{int(seconds)}s",
            # Whoever works in a table goes first.
            "lock_timeout": "10s",
            # As gently as autovacuum.
            "vacuum_cost_delay": "2ms",
        }
        environment = {
            "PGPASSWORD": token.strip(),
            "PGHOST": host,
            "PGPORT": port,
            "PGUSER": user,
            "PGDATABASE": os.environ["DATABASE_NAME"],
            "PGSSLMODE": "verify-full",
            "PGSSLROOTCERT": self.authorities,
            "PGCONNECT_TIMEOUT": "10",
            "PGAPPNAME": "maintenance",
            "PGOPTIONS": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        }
        arguments = ["psql", "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set", "ON_ERROR_STOP=1"]
        answer, warnings = command(arguments, environment, given=statement, seconds=seconds + 30)
        # PostgreSQL only warns where it may not, and goes on.
        if "permission denied" in warnings:
            raise Refused(warnings.strip())
        return answer.strip()

    def rows(self, statement):
        return json.loads(self.ask(statement))


def tidy(report, clock, database):
    tables = database.rows(TABLES)
    for schema in sorted({table["schema"] for table in tables if not table["reachable"]}):
        report.say(f"schema {schema} {SCHEMA_NOTE}")
    wanted = [table for table in tables if table["reachable"]]
    for done, table in enumerate(wanted):
        seconds = min(TABLE_SECONDS, clock.left() - REPORT_MINUTES * 60)
        if seconds < 1:
            report.say(f"{len(wanted) - done} tables are left for the next time, beginning with {table['name']}")
            return
        tidy_table(report, database, table, seconds)
    report.say(f"{len(wanted)} tables needed work")


def tidy_table(report, database, table, seconds):
    name = table["name"]
    # Giving space back to the system takes a lock that a copy would have to keep from its readers.
    vacuum = f"VACUUM (TRUNCATE false{', ANALYZE' if table['to_analyze'] else ''}) {name}"
    statement = vacuum if table["to_vacuum"] else f"ANALYZE {name}"
    try:
        database.ask(statement, seconds)
    except Refused as refusal:
        words = str(refusal)
        if "statement timeout" in words or "lock timeout" in words:
            report.say(f"{statement}: left, for it was busy or large: {said(refusal)}")
            return
        raise
    report.say(f"{statement}: {table['dead']} dead and {table['changed']} changed of {table['live']} rows")


def space(report, database):
    measurable = database.ask(MEASURABLE) == "t"
    for table in database.rows(BLOAT):
        free = ""
        if measurable and table["reachable"] and table["bytes"] > 0:
            literal = table["name"].replace("'", "''")
            try:
                share = database.ask(f"SELECT round(approx_free_percent::numeric, 1) FROM pgstattuple_approx('{literal}')")
                free = f", {share} % free"
            except Refused as refusal:
                free = f", free space not measured: {said(refusal)}"
        report.say(f"table {table['name']}: {megabytes(table['bytes'])}, {table['dead']} dead of {table['live']} rows{free}")


def indexes(report, database):
    days = int(database.ask(STATISTICS_DAYS))
    for index in database.rows(INDEXES):
        size = f"{index['name']} of {index['of_table']}, {megabytes(index['bytes'])}"
        if not index["valid"]:
            report.problem(f"index {size}: invalid, so it costs and serves nobody; REINDEX or drop it")
        elif days >= UNUSED_DAYS:
            report.say(f"index {size}: not read here for {days} days; look at the read replicas before dropping it")
    if days < UNUSED_DAYS:
        report.say(f"indexes: numbers are {days} days old, too young to call one unused")


def transactions(report, database):
    age = int(database.ask(TRANSACTIONS))
    if age > DANGEROUS_TRANSACTIONS:
        report.problem(f"the oldest row is {age} transactions old; at 2,000 million PostgreSQL stops writing")
    else:
        report.say(f"the oldest row is {age // 1_000_000} million transactions old")


def said(refusal):
    """PostgreSQL's own sentence, without the place that it points at."""
    lines = str(refusal).splitlines()
    return next((line for line in lines if "ERROR:" in line), lines[-1]).split("ERROR:")[-1].strip()


def megabytes(size):
    return f"{size / 1024 / 1024:.1f} MiB"


def optimize(report, clock):
    region = os.environ["AWS_REGION"]
    with tempfile.TemporaryDirectory() as folder:
        authorities = os.path.join(folder, "authorities.pem")
        source = f"https://truststore.pki.rds.amazonaws.com/{region}/{region}-bundle.pem"
        command(["curl", "--fail", "--silent", "--show-error", "--retry", "5", "--output", authorities, source])
        database = Database(authorities)
        if database.ask("SELECT pg_is_in_recovery()") == "t":
            report.say("This is a copy: what is done in its source arrives here.")
            return
        report.attempt(tidy, clock, database)
        for part in (space, indexes, transactions):
            report.attempt(part, database)


main("database-optimization", optimize)
