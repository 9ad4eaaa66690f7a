import { run } from "./run";

const ENVIRONMENT = {
  DATABASE_HOST: "db.example.com",
  DATABASE_PORT: "5432",
  DATABASE_NAME: "mindscape",
  DATABASE_USER: "maintenance",
};
const table = (name: string, more: object = {}) => ({
  name,
  schema: "public",
  dead: 5000,
  live: 10000,
  changed: 100,
  age: 10,
  reachable: true,
  to_vacuum: true,
  to_analyze: false,
  bytes: 0,
  ...more,
});

/** Answers by a word of the statement, the first that fits. */
function optimize(answers: readonly (readonly [word: string, shell: string])[], environment = {}) {
  const statements: readonly (readonly [string, string])[] = [
    ...answers,
    ["pg_is_in_recovery", "echo f"],
    ["to_vacuum", "echo '[]'"],
    ["json_agg", "echo '[]'"],
    ["has_function_privilege", "echo f"],
    ["pg_stat_database", "echo 30"],
    ["datfrozenxid", "echo 1000"],
  ];
  const cases = statements.map(([word, shell]) => `*${word}*) ${shell} ;;`).join("\n");
  return run(
    "database-optimization",
    {},
    { ...ENVIRONMENT, MINUTES: "15", ...environment },
    { psql: `case "$(cat)" in ${cases} esac`, curl: "exit 0" },
  );
}

test("a copy is left alone", () => {
  const { code, report } = optimize([["pg_is_in_recovery", "echo t"]]);
  expect(code).toBe(0);
  expect(report?.Message).toContain("This is a copy");
});

test("only tables that need it are worked on, within limits, without a lock that readers of a copy would feel", () => {
  const tables = [
    table("public.a", { to_analyze: true }),
    table("public.b", { to_vacuum: false, to_analyze: true }),
    table("closed.c", { schema: "closed", reachable: false }),
  ];
  const { code, report } = optimize([["to_vacuum", `echo '${JSON.stringify(tables)}'`]]);
  expect(code).toBe(0);
  expect(report?.Message).toContain("VACUUM (TRUNCATE false, ANALYZE) public.a");
  expect(report?.Message).toContain("\nANALYZE public.b");
  expect(report?.Message).toContain("schema closed gives maintenance no USAGE");
  expect(report?.Message).not.toContain("closed.c");
});

test("a busy table is left for the next time", () => {
  const { code, report } = optimize([
    ["to_vacuum", `echo '${JSON.stringify([table("public.a")])}'`],
    ["VACUUM", "echo 'psql:<stdin>:1: ERROR:  canceling statement due to lock timeout' >&2; exit 3"],
  ]);
  expect(code).toBe(0);
  expect(report?.Message).toContain("busy or large: canceling statement due to lock timeout");
});

test("PostgreSQL's warning that it may not is a failure, though psql calls it none", () => {
  const { code, report } = optimize([
    ["to_vacuum", `echo '${JSON.stringify([table("public.a")])}'`],
    ["VACUUM", `echo 'WARNING:  permission denied to vacuum "a", skipping it' >&2`],
  ]);
  expect(code).toBe(10);
  expect(report?.Message).toContain("permission denied");
});

test("without time nothing is begun", () => {
  const { code, report } = optimize([["to_vacuum", `echo '${JSON.stringify([table("public.a")])}'`]], {
    MINUTES: "2",
  });
  expect(code).toBe(0);
  expect(report?.Message).toContain("1 tables are left for the next time, beginning with public.a");
});

test("invalid indexes and old transactions are failures, unused indexes news", () => {
  const index = (name: string, valid: boolean) => ({ name, of_table: "public.a", bytes: 2_000_000, valid });
  const { code, report } = optimize([
    ["pg_stat_user_indexes", `echo '${JSON.stringify([index("public.i", true), index("public.j", false)])}'`],
    ["datfrozenxid", "echo 1500000000"],
  ]);
  expect(code).toBe(10);
  expect(report?.Message).toContain("index public.i of public.a, 1.9 MiB: not read here for 30 days");
  expect(report?.Message).toContain("PROBLEM: index public.j");
  expect(report?.Message).toContain("PROBLEM: the oldest row is 1500000000 transactions old");
});

test("a database that cannot be entered is a failure", () => {
  const { code, report } = optimize([["pg_is_in_recovery", "echo 'PAM authentication failed' >&2; exit 2"]]);
  expect(code).toBe(10);
  expect(report?.Message).toContain("PAM authentication failed");
});

test("it enters by a token over verified TLS", () => {
  const { report } = optimize([
    ["pg_is_in_recovery", 'echo t; [ "$PGSSLMODE/$PGPASSWORD/$PGUSER" = verify-full/token/maintenance ]'],
  ]);
  expect(report?.Message).toContain("This is a copy");
});
