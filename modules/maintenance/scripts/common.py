"""What every maintenance task has in common: AWS by its command line, a limit of time, and one report about itself."""

import datetime
import json
import os
import re
import signal
import subprocess
import sys
import time

# Failed, and somebody has been told: AWS reports every other end but 0 by itself.
REPORTED = 10
# One call, with the command line's own retries.
CALL_SECONDS = 300
# For the report, when the time is up.
REPORT_SECONDS = 90
# Of SNS. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
MAX_SUBJECT = 100
# The kernel takes 128 KiB as one argument, and JSON makes up to six bytes of a character.
MAX_MESSAGE = 20_000
TOLD = "The log has the rest; docs/runbooks/maintenance-failed.md says what to do."


class Refused(Exception):
    """What AWS, or another program, answered instead of doing it."""

    def __init__(self, words, code=""):
        super().__init__(words)
        self.code = code


class Stopped(BaseException):
    """The whole task has to end, whatever part of it is being attempted."""


def command(arguments, environment=None, given=None, seconds=CALL_SECONDS):
    """Runs a program; its standard output and error, or Refused with its last words."""
    try:
        done = subprocess.run(
            arguments,
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, **(environment or {})},
            text=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"{' '.join(arguments[:3])}: no answer in {int(seconds)} seconds") from None
    if done.returncode != 0:
        words = done.stderr.strip() or f"ended with {done.returncode}"
        code = re.search(r"An error occurred \((\w+)\)", words)
        raise Refused(f"{' '.join(arguments[:3])}: {words[-1000:]}", code.group(1) if code else "")
    return done.stdout, done.stderr


def aws(service, operation, **parameters):
    """One call of AWS's API, with all pages of its answer."""
    answer, _ = command(
        ["aws", service, operation, "--output", "json", "--cli-input-json", json.dumps(parameters)]
    )
    return json.loads(answer) if answer.strip() else {}


class Clock:
    """How much of the task's time is left."""

    def __init__(self, minutes):
        self.end = time.monotonic() + minutes * 60
        self.pause = float(os.environ.get("PAUSE_SECONDS", "20"))

    def left(self):
        return max(0.0, self.end - time.monotonic())

    def until(self, look):
        """What `look` finds once it finds something; None when the time is up."""
        while True:
            found = look()
            if found is not None:
                return found
            if self.left() <= self.pause:
                return None
            time.sleep(self.pause)


class Report:
    def __init__(self):
        self.lines = []
        self.problems = []

    def say(self, line):
        print(line, flush=True)
        self.lines.append(line)

    def problem(self, line):
        print(f"PROBLEM: {line}", flush=True)
        self.problems.append(line)

    def attempt(self, part, *arguments):
        """One part of a task: what goes wrong in it does not keep the others from their turn."""
        try:
            part(self, *arguments)
        except Refused as refusal:
            self.problem(str(refusal))
        except Exception as error:  # a thread's would be lost
            self.problem(f"{part.__name__}: {type(error).__name__}: {error}")

    def publish(self, task):
        outcome = "failed" if self.problems else "done"
        subject = f"{os.environ['PLACE']}: {task} {outcome}"[:MAX_SUBJECT]
        problems = [f"PROBLEM: {line}" for line in self.problems] + [TOLD, ""] if self.problems else []
        message = "\n".join([subject, "", *problems, *self.lines])[:MAX_MESSAGE]
        aws("sns", "publish", TopicArn=os.environ["TOPIC_ARN"], Subject=subject, Message=message)


def freeze_of(today):
    """The freeze that `today`, YYYY-MM-DD, falls into, if any."""
    for freeze in json.loads(os.environ.get("FREEZES", "[]")):
        if freeze["from"] <= today <= freeze["to"]:
            return freeze
    return None


def stopped(number, _frame):
    raise Stopped("the time is up" if number == signal.SIGALRM else "the task was told to stop")


def main(task, work):
    """Does `work(report, clock)` within the task's minutes, tells about it, and ends the process."""
    report = Report()
    minutes = float(os.environ["MINUTES"])
    signal.signal(signal.SIGTERM, stopped)
    signal.signal(signal.SIGALRM, stopped)
    signal.alarm(int(minutes * 60 + REPORT_SECONDS))
    try:
        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        freeze = freeze_of(today)
        if freeze is not None:
            report.say(f"Left alone: {freeze['from']} to {freeze['to']}, {freeze['why']}.")
        else:
            work(report, Clock(minutes))
    except (Exception, Stopped) as error:
        expected = isinstance(error, (Refused, Stopped))
        report.problem(str(error) if expected else f"{type(error).__name__}: {error}")
    signal.alarm(0)
    # Without a report the process ends otherwise than with REPORTED, and AWS tells.
    report.publish(task)
    sys.stdout.flush()
    # Threads that still wait for something end with the process.
    os._exit(REPORTED if report.problems else 0)
