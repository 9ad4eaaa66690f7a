import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was asked: method and path, and the body, where AWS's older protocols name the action. */
export interface Question {
  readonly line: string;
  readonly body: string;
}

/** A server on the loopback interface that answers as AWS's documentation says it would; undefined: it never answers. */
export class Answering {
  readonly questions: Question[] = [];
  private readonly server = createServer((request, response) => {
    void this.questionOf(request).then((question) => {
      this.questions.push(question);
      const answer = this.answer(question);
      if (answer === undefined) return;
      response.writeHead(answer.status, answer.headers);
      response.end(request.method === "HEAD" ? undefined : answer.body);
    });
  });

  private address = "";

  private constructor(private readonly answer: (question: Question) => Answer | undefined) {}

  static async start(answer: (question: Question) => Answer | undefined): Promise<Answering> {
    const answering = new Answering(answer);
    await new Promise<void>((resolve) => answering.server.listen(0, "127.0.0.1", resolve));
    answering.address = `http://127.0.0.1:${(answering.server.address() as AddressInfo).port}`;
    return answering;
  }

  get endpoint(): string {
    return this.address;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async questionOf(request: IncomingMessage): Promise<Question> {
    return { line: `${request.method} ${request.url}`, body: await text(request) };
  }
}

/** An error as S3 says it. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function s3Error(status: number, code: string, message = "no"): Answer {
  return {
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message><AWSAccessKeyId>AKIAABCDEFGHIJKLMNOP</AWSAccessKeyId></Error>`,
  };
}

/** An error as STS and IAM say it. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export function queryError(status: number, code: string, message = "no"): Answer {
  return {
    status,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  };
}

/** An error as EC2 says it. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function ec2Error(status: number, code: string, message = "no"): Answer {
  return {
    status,
    headers: { "content-type": "text/xml" },
    body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>1</RequestID></Response>`,
  };
}
