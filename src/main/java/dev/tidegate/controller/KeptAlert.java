package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent.OfAlert;

/**
 * An alert that is to be written into the policy's status.
 *
 * @param done runs when everything that follows from it is acknowledged
 */
record KeptAlert(OfAlert event, Runnable done) {}
