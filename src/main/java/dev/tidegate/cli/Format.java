package dev.tidegate.cli;

/** How a command prints: for people, or for programs. */
enum Format {
    TEXT,
    JSON
}
