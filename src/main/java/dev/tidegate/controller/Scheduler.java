package dev.tidegate.controller;

import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * When things happen, and on which thread: the only ways in which an adapter may wait, or do
 * something beside.
 *
 * @param timers their work must not block
 * @param executor runs what may block; virtual threads
 */
public record Scheduler(Clock clock, Timers timers, Executor executor) {}
