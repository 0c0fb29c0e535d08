import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, BadRequestException, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { faultReason, log, Problem, sqlState } from '@seatline/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { messageOf, PROBLEMS, type ProblemCode } from './problem-messages';

interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  facts: Record<string, unknown>;
  requestId: string;
}

/** Every fault leaves as problem+json (RFC 9457): a refusal with its code and message, a bug as a 500 that tells nothing but the request's id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const language = languageOf(request);
    const document = describe(error, language, String(request.id ?? randomUUID()));
    if (document.status >= 500) {
      log.error({ requestId: document.requestId, method: request.method, route: request.routeOptions.url, error: stackOf(error) }, 'a request failed');
    }
    if (reply.raw.headersSent) {
      reply.raw.end(); // a stream that has begun has no way left to tell
      return;
    }
    void reply.code(document.status).header('content-type', 'application/problem+json; charset=utf-8').send(document);
  }
}

function describe(error: unknown, language: 'zh-CN' | 'en', requestId: string): ProblemDocument {
  const { code, facts } = refusalOf(error);
  const { status } = PROBLEMS[code];
  return {
    type: `urn:seatline:problem:${code}`,
    title: titleOf(code),
    status,
    code,
    detail: messageOf(code, facts, language),
    facts,
    requestId,
  };
}

/** The kind of problem in words; the same for every occurrence, so it holds no facts. */
function titleOf(code: ProblemCode): string {
  const words = code.replace(/[.-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function refusalOf(error: unknown): { code: ProblemCode; facts: Record<string, unknown> } {
  if (error instanceof Problem) return { code: error.code in PROBLEMS ? (error.code as ProblemCode) : 'internal', facts: { ...error.facts } };
  if (error instanceof BadRequestException) return { code: 'invalid-input', facts: { faults: validationFaults(error) } };
  if (error instanceof HttpException) return httpRefusal(error.getStatus());
  const fastifyStatus = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof fastifyStatus === 'number' && fastifyStatus < 500) return httpRefusal(fastifyStatus);
  // 22021 and 22P05: text that PostgreSQL cannot keep (a NUL character); 22003: a number that is out of range.
  if (['22021', '22P05', '22003', '22P02'].includes(sqlState(error) ?? '')) return { code: 'invalid-input', facts: { faults: ['a value cannot be stored'] } };
  return { code: 'internal', facts: {} };
}

function httpRefusal(status: number): { code: ProblemCode; facts: Record<string, unknown> } {
  if (status === 401) return { code: 'not-signed-in', facts: {} };
  if (status === 403) return { code: 'forbidden', facts: {} };
  if (status === 404) return { code: 'not-found', facts: { kind: 'address' } };
  if (status === 413) return { code: 'too-large', facts: {} };
  if (status === 415) return { code: 'invalid-input', facts: { faults: ['the body must be JSON'] } };
  if (status === 429) return { code: 'too-many-requests', facts: {} };
  return status < 500 ? { code: 'invalid-input', facts: { faults: ['the request cannot be read'] } } : { code: 'internal', facts: {} };
}

function validationFaults(error: BadRequestException): string[] {
  const body = error.getResponse();
  const message = typeof body === 'object' && body !== null ? (body as { message?: unknown }).message : body;
  return Array.isArray(message) ? message.map(String) : [String(message)];
}

function languageOf(request: FastifyRequest): 'zh-CN' | 'en' {
  const principal = (request as { principal?: { locale?: 'zh-CN' | 'en' } }).principal;
  if (principal?.locale) return principal.locale;
  return /^\s*zh/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en';
}

/** The reason without what a failed statement quotes (it may be a customer's number), and where it happened. */
function stackOf(error: unknown): string {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return [faultReason(error), ...frames].join('\n');
}
