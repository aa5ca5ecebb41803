package dev.tidegate.core.routing;

import dev.tidegate.core.routing.Routing.VirtualServiceRef;

import java.util.List;
import java.util.Optional;

/**
 * A route that two policies name in the same words. Whether these mean one route the objects tell:
 * of several that match, those count that lead to the service.
 */
final class NamedTwice {

    private NamedTwice() {}

    /** Names the first one for a person; empty when there is none. */
    static Optional<String> of(Routing one, Routing other) {
        return one.virtualServices().stream()
                .flatMap(
                        a ->
                                other.virtualServices().stream()
                                        .filter(b -> a.isOf(b))
                                        .flatMap(b -> of(a, b).stream()))
                .findFirst();
    }

    private static Optional<String> of(VirtualServiceRef a, VirtualServiceRef b) {
        return a.http().stream()
                .filter(b.http()::contains)
                .findFirst()
                .map(name -> "http route \"%s\"".formatted(name))
                .or(() -> common("an http route without a name", a.httpMatch(), b.httpMatch()))
                .or(() -> common("a tls route", a.tls(), b.tls()))
                .or(() -> common("a tcp route", a.tcp(), b.tcp()))
                .map(route -> "VirtualService %s/%s, %s".formatted(a.namespace(), a.name(), route));
    }

    private static <T> Optional<String> common(String words, List<T> some, List<T> others) {
        return some.stream().anyMatch(others::contains) ? Optional.of(words) : Optional.empty();
    }
}
