package dev.tidegate.cli;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.traffic.Sticky;
import dev.tidegate.core.traffic.StickyByBuckets;
import dev.tidegate.core.traffic.StickyByCookie;
import dev.tidegate.core.traffic.StickyCookie;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which simulated users stay with a version, each sending its number's bucket. The canary's cookie
 * comes anew with each of its answers, and so lasts; the stable version's is given once, and is
 * over after a hold of its ttl or more.
 */
final class StickyUsers {

    private enum Cookie {
        NONE,
        STABLE,
        CANARY
    }

    private final Cookie[] cookies;
    private Optional<Sticky> sticky = Optional.empty();
    private Weight weight = Weight.ZERO;
    private Duration held = Duration.ZERO;

    StickyUsers(int users) {
        this.cookies = new Cookie[users];
        Arrays.fill(cookies, Cookie.NONE);
    }

    /** Plays a step from now on. */
    void begin(Step step) {
        if (sticky.isPresent()
                && sticky.get() instanceof StickyByCookie(StickyCookie cookie, _)
                && cookie.ttl().compareTo(held) <= 0) {
            Arrays.setAll(cookies, i -> cookies[i] == Cookie.STABLE ? Cookie.NONE : cookies[i]);
        }
        sticky = step.traffic().sticky();
        weight = step.weight();
        held = step.hold();
    }

    /** Whether the user's next request goes to the canary; empty when the weight decides. */
    Optional<Boolean> of(int user) {
        return sticky.flatMap(
                how ->
                        switch (how) {
                            case StickyByBuckets buckets ->
                                    Optional.of(
                                            bucket(user, buckets.count()) * Weight.WHOLE
                                                    < (long) weight.basisPoints()
                                                            * buckets.count());
                            case StickyByCookie(_, boolean stable) ->
                                    cookies[user] == Cookie.CANARY
                                            ? Optional.of(true)
                                            : stable && cookies[user] == Cookie.STABLE
                                                    ? Optional.of(false)
                                                    : Optional.empty();
                        });
    }

    /** The users have all numbers equally often, as far as there are enough of them. */
    private long bucket(int user, int count) {
        return (long) user * count / cookies.length;
    }

    /** An answer of the canary, or of the stable version, with the cookie that it gives. */
    void met(int user, boolean canary) {
        if (sticky.isPresent() && sticky.get() instanceof StickyByCookie(_, boolean stable)) {
            if (canary) {
                cookies[user] = Cookie.CANARY;
            } else if (stable) {
                cookies[user] = Cookie.STABLE;
            }
        }
    }

    /**
     * How probable it is that a user meets both versions in this step.
     *
     * @param requests how many the user sends
     * @param share of the canary, 0 to 1
     */
    double meetBoth(int user, int requests, double share) {
        if (requests == 0 || of(user).isPresent()) {
            return 0;
        }
        double never = Math.pow(1 - share, requests);
        if (sticky.isEmpty()) {
            return 1 - Math.pow(share, requests) - never;
        }
        boolean first = sticky.get() instanceof StickyByCookie(_, boolean stable) && stable;
        return first ? 0 : 1 - share - never;
    }

    /** How many users stay with the canary now. */
    long withCanary() {
        long kept = 0;
        for (int user = 0; user < cookies.length; user++) {
            kept += of(user).orElse(false) ? 1 : 0;
        }
        return kept;
    }
}
