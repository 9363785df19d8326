// Runs queries against DuckDB: reads a JSON list of statements from standard input, and writes the rows of each as JSON.
import { DuckDBInstance } from "@duckdb/node-api";
import { readFileSync } from "node:fs";

const statements = JSON.parse(readFileSync(0, "utf8"));
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run("SET TimeZone = 'UTC'");
const results = [];
for (const statement of statements) {
  const reader = await connection.runAndReadAll(statement);
  results.push(reader.getRowObjectsJson());
}
process.stdout.write(JSON.stringify(results));
