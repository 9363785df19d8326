// Speaks with a language server by the library that VS Code is built on, and holds each answer against its types.
// Usage: node lsp.mjs REPORT, in the repository; it prints what it saw as JSON.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url); // the library is CommonJS
const rpc = require('vscode-jsonrpc/node');
const p = require('vscode-languageserver-protocol');

const file = path.resolve(process.argv[2]);
const uri = pathToFileURL(file).href;
const server = spawn('pir', ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
const published = [];
let arrived = () => {};
connection.onNotification(p.PublishDiagnosticsNotification.type, (d) => { published.push(d); arrived(); });
connection.onRequest(p.RegistrationRequest.type, () => null);
connection.listen();

const wrong = [];
const every = (what, list, is) => { for (const one of list) if (!is(one)) wrong.push(`${what}: ${JSON.stringify(one)}`); };
const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceEdit: { documentChanges: true } },
  textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true }, completion: { completionItem: { snippetSupport: true } } },
};
const ask = (type, params) => connection.sendRequest(type, params);
const textDocument = { uri };

await ask(p.InitializeRequest.type, { processId: process.pid, rootUri: pathToFileURL(process.cwd()).href, capabilities });
await connection.sendNotification(p.InitializedNotification.type, {});
const text = readFileSync(file, 'utf8').replace('status: closed', 'status: closd');
const line = text.slice(0, text.indexOf('status: closd')).split('\n').length - 1;
const first = new Promise((resolve) => { arrived = resolve; });
await connection.sendNotification(p.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'markdown', version: 1, text } });
await first;
every('diagnostic', published.at(-1).diagnostics, p.Diagnostic.is);

const position = { line, character: 9 };
const completion = await ask(p.CompletionRequest.type, { textDocument, position });
every('completion', completion.items, (i) => typeof i.label === 'string' && p.TextEdit.is(i.textEdit));
every('hover', [await ask(p.HoverRequest.type, { textDocument, position })], p.Hover.is);
const actions = await ask(p.CodeActionRequest.type, { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } });
every('action', actions, (a) => p.CodeAction.is(a) && p.WorkspaceEdit.is(a.edit));
const symbols = await ask(p.DocumentSymbolRequest.type, { textDocument });
const tree = (s) => p.DocumentSymbol.is(s) && (s.children ?? []).every(tree);
every('symbol', symbols, tree);
const related = text.slice(0, text.indexOf('related: [{id: ')).split('\n').length - 1;
const links = await ask(p.DocumentLinkRequest.type, { textDocument });
every('link', links, p.DocumentLink.is);
every('definition', [await ask(p.DefinitionRequest.type, { textDocument, position: { line: related, character: 18 } })], p.Location.is);
every('reference', await ask(p.ReferencesRequest.type, { textDocument, position: { line: related, character: 18 }, context: { includeDeclaration: false } }), p.Location.is);
every('found', await ask(p.WorkspaceSymbolRequest.type, { query: 'token' }), (s) => typeof s.name === 'string' && p.Location.is(s.location));
every('formatting', await ask(p.DocumentFormattingRequest.type, { textDocument, options: { tabSize: 2, insertSpaces: true } }), p.TextEdit.is);
await ask(p.ShutdownRequest.type);
await connection.sendNotification(p.ExitNotification.type);
const status = await new Promise((resolve) => server.on('exit', resolve));
console.log(JSON.stringify({
  wrong, status, diagnostics: published.at(-1).diagnostics.map((d) => d.code), completion: completion.items.map((i) => i.label),
  actions: actions.map((a) => a.title), symbols: symbols.map((s) => s.name), links: links.length,
}));
process.exit(0);
