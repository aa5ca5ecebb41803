package dev.tidegate.simulation;

import dev.tidegate.simulation.api.Change;

import java.time.Duration;

/** Has the pods of Deployments follow the numbers that are wanted, after a while. */
record DeploymentController(World world) {

    private static final int MOST_MILLIS = 20_000;

    /** Looks at each write from now on. */
    void begin() {
        world.server().listen(this::wrote);
    }

    private void wrote(Change change) {
        if (change.kind().equals("Deployment")
                && change.before() != null
                && change.after() != null
                && !change.before().map("spec").equals(change.after().map("spec"))) {
            Duration time = Duration.ofMillis(100 + world.kernel().choices().next(MOST_MILLIS));
            world.kernel().later(time, () -> Pods.all(world, change.object()));
        }
    }
}
