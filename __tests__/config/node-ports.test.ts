import { nodePortProblems } from "../../config/checks/node-ports";
import { problemOfName } from "../../config/name-limits";
import { ORIGIN } from "../../config/origin";

test("the ports of the API's services are node ports", () => {
  expect(nodePortProblems(ORIGIN.nodePorts)).toEqual([]);
});

test.each([
  [{ active: 8080 }, "active", "8080 is no node port; allowed are 30000 to 32767"],
  [{ active: 32_768 }, "active", "32768 is no node port; allowed are 30000 to 32767"],
  [{ active: 30_080.5 }, "active", "30080.5 is no node port; allowed are 30000 to 32767"],
  [{ active: 30_080, preview: 30_080 }, "preview", "30080 is also the port of active; choose another"],
])("%j is refused", (ports: Record<string, number>, purpose, problem) => {
  expect(nodePortProblems(ports)).toEqual([{ path: `origin.nodePorts.${purpose}`, problem }]);
});

test.each(["internal-x", "-x", "x-", "x_y", "x".repeat(33), ""])("no load balancer is called %j", (name) => {
  expect(problemOfName("aws_lb.name", name)).toBeDefined();
});

test("the longest names of ours fit", () => {
  expect(problemOfName("aws_lb.name", "mindscape-development")).toBeUndefined();
  expect(problemOfName("aws_lb_target_group.name", "mindscape-development-preview")).toBeUndefined();
});
