package dev.tidegate.core.event;

/**
 * The person behind a command, as the audit log names them.
 *
 * @param actor who gave it
 * @param reason why, in their words; may be empty
 */
public record Initiator(String actor, String reason) {}
