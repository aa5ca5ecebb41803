package dev.tidegate.core.analysis;

/** A verdict with its kind. */
record Judgement(Reason reason, Verdict verdict) {}
