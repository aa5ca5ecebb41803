package dev.tidegate.cli;

import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.core.event.FreezeScope;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** What is to be frozen, or no longer: a namespace, or all; one of the two is given. */
final class FreezeTarget {

    @Parameters(paramLabel = "NAMESPACE", description = "The namespace.")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--all", description = "Every namespace.")
    private boolean all;

    FreezeScope scope() {
        return all
                ? FreezeScope.ALL
                : FreezeScope.of(DnsLabel.require("NAMESPACE", namespace.orElseThrow()));
    }
}
