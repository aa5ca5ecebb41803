package dev.tidegate.sandbox.peer;

import java.util.OptionalDouble;

/**
 * The alert {@code CanaryErrorRate} of {@code k8s/monitoring/rules.yaml}, evaluated with each
 * scrape, beside a policy of 5, 25 and 50 %, five minutes each, and ten minutes at 100 %. What
 * Alertmanager and the webhook take is not counted.
 */
final class ShippedAlert implements Peer {

    private static final double BURNT = 14.4 * 0.001;
    private static final double MANY = 0.1;
    private static final int FEW = 5;
    private static final int SHORT = 60;
    private static final int LONG = 300;
    private static final int REFERENCE = 1_800;
    private static final double KNOWN = 300.0 / REFERENCE;
    private static final double UNSEEN = 3.0 / REFERENCE;

    private static final Steps STEPS = Steps.of(LONG, 5, 25, 50, 100, 100);

    @Override
    public Move at(int second, Scrapes scrapes) {
        if (scrapes.now() % Scrapes.INTERVAL == 0 && fires(scrapes)) {
            return new Move.RollBack();
        }
        return STEPS.at(second);
    }

    /** Whether it blames the canary now. */
    static boolean fires(Scrapes scrapes) {
        int now = scrapes.now();
        Scraped canary = scrapes.canary();
        OptionalDouble others = others(scrapes.stable(), now);
        double limit = others.isPresent() ? BURNT : MANY;
        double enough =
                others.isPresent()
                        ? FEW
                                + 2
                                        * others.getAsDouble()
                                        * LONG
                                        * canary.all(Series::rate, now - LONG, now).orElse(0)
                        : FEW;
        return canary.failure(now - LONG, now).orElse(0) > limit
                && canary.failure(now - SHORT, now).orElse(0) > limit
                && canary.failed(Series::increase, now - LONG, now).orElse(0) > enough;
    }

    /** The ratio of failures that the other version is taken to have had; unknown when too few. */
    private static OptionalDouble others(Scraped stable, int now) {
        double requests = stable.all(Series::rate, now - REFERENCE, now).orElse(0);
        if (!(requests > KNOWN)) {
            return OptionalDouble.empty();
        }
        double failed = stable.failed(Series::rate, now - REFERENCE, now).orElse(0);
        return OptionalDouble.of((failed + UNSEEN) / requests);
    }
}
