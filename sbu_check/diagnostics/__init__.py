"""What is reported: findings of checks, diagnostics of the engine, edits and fixes."""
