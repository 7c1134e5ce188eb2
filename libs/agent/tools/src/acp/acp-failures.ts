import { AcpError, AcpErrorKind, WorkspaceError } from '@openhands-nest/agent-ports';
import { RpcClosedError, RpcError } from './json-rpc.js';

/** Code of a request that needs somebody to sign in first. */
const AUTH_REQUIRED = -32_000;
const SIGN_IN =
  /authenticat|unauthorized|invalid api key|api key is (missing|invalid)|\b401\b|\b403\b|please (log|sign) in/i;
const POLICY = /usage policy|content policy/i;
const MAX_DETAIL = 500;

/** Why a program could not be made ready. @param lastWords what it wrote to its error output */
export function startFailure(error: unknown, program: string, lastWords = ''): AcpError {
  if (error instanceof AcpError) return error;
  if (error instanceof WorkspaceError || isMissing(error, lastWords))
    return new AcpError(
      AcpErrorKind.Spawn,
      `The agent could not be started: there is no program "${program}" in the workspace, or it cannot be run. ` +
        `Install it where the server finds it, or correct the agent's command.${said(lastWords)}`,
    );
  if (wantsSignIn(error)) return signInNeeded(error, lastWords);
  return new AcpError(
    AcpErrorKind.Init,
    `The agent "${program}" could not be made ready: ${sentence(error)}${said(lastWords)}`,
  );
}

/** Why a prompt has failed. */
export function promptFailure(error: unknown, lastWords = ''): AcpError {
  if (error instanceof AcpError) return error;
  if (error instanceof RpcClosedError)
    return new AcpError(
      AcpErrorKind.Prompt,
      `The agent's program broke off in the middle of its work: ${error.message}. Send a message to start it anew.${said(lastWords)}`,
    );
  if (POLICY.test(textOf(error)))
    return new AcpError(AcpErrorKind.UsagePolicy, `The agent refused the message: ${sentence(error)}`);
  if (wantsSignIn(error)) return signInNeeded(error, '');
  return new AcpError(AcpErrorKind.Prompt, `The agent failed: ${sentence(error)}`);
}

export function isMethodNotFound(error: unknown): boolean {
  return error instanceof RpcError && error.code === -32_601;
}

/** What the error says, with all that the program has added. */
export function sentence(error: unknown): string {
  const text = textOf(error).trim().slice(0, MAX_DETAIL);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function signInNeeded(error: unknown, lastWords: string): AcpError {
  return new AcpError(
    AcpErrorKind.Authentication,
    `The agent wants to be signed in: ${sentence(error)} ` +
      `Add its key to the secrets of the conversation, or renew it.${said(lastWords)}`,
  );
}

/** A jail starts even when the program in it does not. */
function isMissing(error: unknown, lastWords: string): boolean {
  return error instanceof RpcClosedError && /No such file or directory|execvp|ENOENT|not found/i.test(lastWords);
}

function wantsSignIn(error: unknown): boolean {
  return error instanceof RpcError && (error.code === AUTH_REQUIRED || SIGN_IN.test(textOf(error)));
}

function textOf(error: unknown): string {
  if (!(error instanceof RpcError)) return error instanceof Error ? error.message : String(error);
  const data = dataOf(error);
  return `[${error.code}] ${error.message}${data && data !== error.message ? `: ${data}` : ''}`;
}

function dataOf({ data }: RpcError): string {
  if (data === undefined || data === null) return '';
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function said(lastWords: string): string {
  const words = lastWords.trim();
  return words === '' ? '' : ` Its last words: ${words.slice(-MAX_DETAIL)}`;
}
