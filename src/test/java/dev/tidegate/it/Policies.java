package dev.tidegate.it;

/** Policies for the tests: the lines below {@code spec}, beside the route. */
final class Policies {

    /** Short holds: the whole release in about a second. */
    static final String QUICK =
            """
            steps: [{weight: 5, hold: 200ms}, {weight: 50, hold: 200ms}, {weight: 100}]
            bake: 200ms
            """;

    /** As many steps, made by a ramp. */
    static final String RAMPED =
            """
            ramp: {stepped: {from: 5, count: 3, hold: 200ms}}
            bake: 200ms
            """;

    /** Stays at 5 % until the test is over. */
    static final String SLOW =
            """
            steps: [{weight: 5, hold: 10m}, {weight: 100}]
            bake: 10m
            """;

    /** Pauses at 5 %; promoted, it bakes until the test is over. */
    static final String PAUSING =
            """
            steps: [{weight: 5, pause: {}}, {weight: 100}]
            bake: 10m
            """;

    private Policies() {}
}
