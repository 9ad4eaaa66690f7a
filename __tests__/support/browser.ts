import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { chromium } from "./chromium";

const CLOSING_MILLISECONDS = 10_000;

/** An answer or an event of the DevTools protocol. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

type Listener = (message: Message) => void;

/** A real browser without a window, driven over a pipe: no port, no package. */
export class Browser {
  private readonly listeners = new Set<Listener>();
  private readonly folder = mkdtempSync(join(tmpdir(), "mindscape-browser-"));
  private readonly process: ChildProcess;
  private lastId = 0;

  constructor() {
    const options = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--remote-debugging-pipe",
      "--no-first-run",
    ];
    const profile = `--user-data-dir=${this.folder}`;
    this.process = spawn(chromium(), [...options, profile, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.read(this.process.stdio[4] as Readable);
  }

  /** A page that shows `html`, as it is when it has loaded. */
  async open(html: string, { scripts = true, fragment = "" } = {}): Promise<Page> {
    const file = join(this.folder, `page-${this.lastId}.html`);
    writeFileSync(file, html);
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, sessionId as string);
    await page.load(`${pathToFileURL(file).href}${fragment}`, scripts);
    return page;
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const stop = this.listen((message) => {
        if (message.id !== id) return;
        stop();
        if (message.error) reject(new Error(`${method}: ${message.error.message}`));
        else resolve(message.result ?? {});
      });
      (this.process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    const timer = setTimeout(() => this.process.kill("SIGKILL"), CLOSING_MILLISECONDS);
    await this.send("Browser.close").catch(() => undefined);
    await ended;
    clearTimeout(timer);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private read(stream: Readable): void {
    let rest = "";
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      const messages = (rest + chunk).split("\0");
      rest = messages.pop() ?? "";
      for (const message of messages) {
        for (const listener of [...this.listeners]) listener(JSON.parse(message) as Message);
      }
    });
  }
}

const KEYS: Readonly<
  Record<string, { readonly code: string; readonly number: number; readonly text?: string }>
> = {
  Enter: { code: "Enter", number: 13, text: "\r" },
  Escape: { code: "Escape", number: 27 },
  Tab: { code: "Tab", number: 9 },
  ArrowUp: { code: "ArrowUp", number: 38 },
  ArrowDown: { code: "ArrowDown", number: 40 },
};

export interface Look {
  readonly scheme?: "light" | "dark";
  readonly media?: "screen" | "print";
  readonly width?: number;
  readonly height?: number;
}

export class Page {
  /** What went wrong: errors, warnings, refused loads, dialogs. */
  readonly complaints: string[] = [];
  private readonly sent = new Map<string, string>();

  constructor(
    private readonly browser: Browser,
    private readonly session: string,
  ) {
    browser.listen((message) => {
      if (message.sessionId === session) this.note(message);
    });
  }

  /** What has left the browser: a request that the page's policy refuses has not. */
  get requests(): readonly string[] {
    return [...this.sent.values()];
  }

  send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return this.browser.send(method, params, this.session);
  }

  async load(url: string, scripts: boolean): Promise<void> {
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await this.send(`${domain}.enable`);
    if (!scripts) await this.send("Emulation.setScriptExecutionDisabled", { value: true });
    const loaded = new Promise<void>((resolve) => {
      const stop = this.browser.listen(({ method, sessionId }) => {
        if (sessionId !== this.session || method !== "Page.loadEventFired") return;
        stop();
        resolve();
      });
    });
    // A page behind another one draws nothing.
    await this.send("Page.bringToFront");
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /** Value of a JavaScript expression, awaited; it has to be JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const options = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = (await this.send("Runtime.evaluate", options)) as {
      result: { value: T };
      exceptionDetails?: { exception?: { description?: string } };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? "cannot be evaluated");
    return result.value;
  }

  /** Presses a key for real: the page sees what it sees when a person does. */
  async press(key: string): Promise<void> {
    const known = KEYS[key];
    // The codes of other characters depend on the keyboard; read as ASCII they would be keys such as Delete.
    const number = known?.number ?? (/^[a-z0-9]$/i.test(key) ? key.toUpperCase().charCodeAt(0) : 0);
    const common = { key, code: known?.code ?? "", windowsVirtualKeyCode: number };
    await this.send("Input.dispatchKeyEvent", { ...common, type: "keyDown", text: known ? known.text : key });
    await this.send("Input.dispatchKeyEvent", { ...common, type: "keyUp" });
  }

  async type(text: string): Promise<void> {
    for (const character of text) await this.press(character);
  }

  async look({ scheme = "light", media = "screen", width = 1280, height = 900 }: Look): Promise<void> {
    await this.send("Emulation.setEmulatedMedia", {
      media,
      features: [{ name: "prefers-color-scheme", value: scheme }],
    });
    await this.send("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.send("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data as string, "base64");
  }

  private note({ method, params = {} }: Message): void {
    const id = params["requestId"] as string;
    if (method === "Network.requestWillBeSent") this.sent.set(id, (params["request"] as { url: string }).url);
    if (method === "Network.loadingFailed" && params["blockedReason"] === "csp") this.sent.delete(id);
    if (
      method === "Runtime.exceptionThrown" ||
      method === "Log.entryAdded" ||
      method === "Runtime.consoleAPICalled"
    )
      this.complaints.push(JSON.stringify(params));
    if (method === "Page.javascriptDialogOpening") {
      this.complaints.push(`dialog ${String(params["message"])}`);
      void this.send("Page.handleJavaScriptDialog", { accept: false });
    }
  }
}
