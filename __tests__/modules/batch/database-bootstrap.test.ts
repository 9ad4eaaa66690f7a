import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Attributes, resource, resources, temporaryFolder } from "../../support/synthesis";
import { container, production } from "./stacks";

const task = resource(production, "aws_ecs_task_definition", "database-bootstrap/task");
const PASSWORD = "InventedForThisRunOnly0123456789";

/** Commands that the script finds instead of the real ones; each writes down what it was asked. */
const STUBS = {
  rpm: "echo 2023.9.20260929",
  dnf: 'echo "dnf $*" >> "$CALLS"',
  sleep: 'echo "sleep $*" >> "$CALLS"',
  curl: 'echo "curl $*" >> "$CALLS"',
  aws: `echo "aws $*" >> "$CALLS"
case "$2" in
  describe-db-instances) echo "$SOURCE" ;;
  get-random-password) echo ${PASSWORD} ;;
  modify-db-instance)
    shift 2; [ "$1 $3" = "--db-instance-identifier --master-user-password" ] || exit 252
    cat "\${4#file://}" > "$STATE/password"
    [ -z "$REFUSES" ] || { echo "AccessDenied" >&2; exit 254; } ;;
esac`,
  psql: `echo "psql $*" >> "$CALLS"
env | grep -E '^PG' | sort > "$STATE/psql-environment"
tries=$(($(cat "$STATE/tries" 2>/dev/null || echo 0) + 1)); echo "$tries" > "$STATE/tries"
if [ "$tries" -le "$REFUSED_TIMES" ]; then echo 'password authentication failed' >&2; exit 2; fi
case "$*" in *--command*) ;; *) cat > "$STATE/statements.sql" ;; esac`,
} as const;

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly calls: string;
  read(file: string): string | undefined;
}

/** Runs the very command of the container. */
function run(changes: Record<string, string> = {}): Run {
  const state = temporaryFolder();
  const bin = join(state, "bin");
  mkdirSync(bin);
  for (const [name, body] of Object.entries(STUBS)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const { command, environment } = container(production, "database-bootstrap/task") as {
    command: [string, ...string[]];
    environment: { name: string; value: string }[];
  };
  const [shell, ...args] = command;
  const calls = join(state, "calls");
  const { status, stdout, stderr } = spawnSync(shell, args, {
    encoding: "utf8",
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      TMPDIR: state,
      STATE: state,
      CALLS: calls,
      SOURCE: "None",
      REFUSED_TIMES: "0",
      REFUSES: "",
      ...Object.fromEntries(environment.map(({ name, value }) => [name, value])),
      ...changes,
    },
  });
  const read = (file: string): string | undefined =>
    existsSync(join(state, file)) ? readFileSync(join(state, file), "utf8") : undefined;
  return { code: status, output: stdout + stderr, calls: read("calls") ?? "", read };
}

describe("the script", () => {
  test("sets a password that it invented, and enters with it over verified TLS", () => {
    const { code, output, calls, read } = run();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(read("password")).toBe(PASSWORD);
    expect(calls).toContain("modify-db-instance --db-instance-identifier mindscape-production ");
    // It would apply whatever else waits for the window.
    expect(calls).not.toContain("--apply-immediately");
    const environment = read("psql-environment")!;
    expect(environment).toContain(`PGPASSWORD=${PASSWORD}`);
    expect(environment).toContain("PGSSLMODE=verify-full");
    expect(environment).toContain("PGUSER=mindscape_master");
    expect(environment).toMatch(/PGSSLROOTCERT=\/.+authorities\.pem/);
  });

  test("shows the password to no process list and no log", () => {
    const { output, calls } = run();
    expect(calls).toContain("modify-db-instance");
    expect(calls).toContain("get-random-password --password-length 64 --exclude-punctuation");
    expect(output + calls).not.toContain(PASSWORD);
  });

  test("makes the users of the design, and may be run again", () => {
    const sql = run().read("statements.sql")!;
    expect(sql).toContain("ARRAY['api', 'maintenance']");
    expect(sql).toContain("WHERE NOT EXISTS");
    expect(sql).toContain("GRANT rds_iam TO api, maintenance;");
    expect(sql).toContain("GRANT pg_maintain TO maintenance;");
    expect(sql).not.toMatch(/PASSWORD/i);
  });

  test("makes the user that the worker enters as", () => {
    const { environment } = container(production, "worker/task") as {
      environment: { name: string; value: string }[];
    };
    const { value } = environment.find(({ name }) => name === "DATABASE_USER")!;
    expect(run().read("statements.sql")).toContain(`'${value}'`);
  });

  test("waits for the new password to be in force", () => {
    const { code, calls } = run({ REFUSED_TIMES: "3" });
    expect(code).toBe(0);
    expect(calls.match(/^sleep 5$/gm)).toHaveLength(3);
  });

  test("gives up with the reason when it never is", () => {
    const { code, output, read } = run({ REFUSED_TIMES: "99", CONNECT_TRIES: "4" });
    expect(code).toBe(4);
    expect(output).toContain("did not accept the new password: password authentication failed");
    expect(read("statements.sql")).toBeUndefined();
  });

  test("leaves a replica alone: its users come with its source", () => {
    const { code, output, read } = run({
      SOURCE: "arn:aws:rds:us-west-2:333333333333:db:mindscape-production",
    });
    expect(code).toBe(3);
    expect(output).toContain("is a replica");
    expect(read("password")).toBeUndefined();
  });

  test("stops when RDS refuses", () => {
    const { code, calls } = run({ REFUSES: "yes" });
    expect(code).not.toBe(0);
    expect(calls).not.toContain("psql");
  });

  test("breaks the glass with the statements that a person gives, and makes no users then", () => {
    const { code, calls, read } = run({ BREAK_GLASS_SQL: "SELECT pg_terminate_backend(7)" });
    expect(code).toBe(0);
    expect(calls).toContain("--command SELECT pg_terminate_backend(7)");
    expect(read("statements.sql")).toBeUndefined();
  });

  test("installs from the repository of its image's own release, and nothing else", () => {
    const installs = run()
      .calls.split("\n")
      .filter((call) => call.startsWith("dnf "));
    expect(installs).toEqual([
      expect.stringMatching(/--releasever=2023\.9\.20260929 install awscli-2 postgresql17$/),
    ]);
  });
});

describe("its task", () => {
  test("runs on Fargate, on AWS's image by digest, with a role of its own", () => {
    expect(task["requires_compatibilities"]).toEqual(["FARGATE"]);
    const { image, essential } = container(production, "database-bootstrap/task");
    expect(image).toMatch(/^public\.ecr\.aws\/amazonlinux\/amazonlinux@sha256:[0-9a-f]{64}$/);
    expect(essential).toBe(true);
    expect(task["task_role_arn"]).toContain("database-bootstrap-role");
  });

  test("is run by nobody but a person", () => {
    expect([...resources(production, "aws_ecs_service").keys()]).toEqual(["worker/service"]);
    for (const [path, schedule] of resources(production, "aws_scheduler_schedule")) {
      expect([path, JSON.stringify(schedule)]).toEqual([path, expect.not.stringContaining("bootstrap")]);
    }
  });

  test("gives Terraform nothing to read in the script", () => {
    const [{ command }] = JSON.parse(String(task["container_definitions"])) as [{ command: string[] }];
    const script = command.at(-1)!;
    expect(script).toContain("$${BREAK_GLASS_SQL");
    expect(script).toContain("%%{VERSION}");
    expect(script).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
  });

  test("holds no secret", () => {
    const { environment, secrets } = container(production, "database-bootstrap/task") as Attributes & {
      environment: { name: string }[];
    };
    expect(secrets).toBeUndefined();
    expect(environment.map(({ name }) => name).filter((name) => /PASSWORD/.test(name))).toEqual([]);
  });
});
