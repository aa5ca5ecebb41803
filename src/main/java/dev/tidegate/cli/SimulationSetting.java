package dev.tidegate.cli;

/**
 * What is simulated.
 *
 * @param requests in each step
 * @param users who made them, in turns
 * @param endpoints of each version
 */
record SimulationSetting(int requests, int users, int endpoints, long seed) {}
