package dev.tidegate.adapter.telemetry;

import io.prometheus.client.CollectorRegistry;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The registry that is scraped. Micrometer's meters are in it, and series that are made when
 * somebody asks. Without this one, each bean that wants a registry is given one of its own.
 */
final class ScrapedRegistry {

    private static final boolean LOOKS_FOR_TWO_OF_A_NAME = true;

    @Produces
    @Singleton
    CollectorRegistry registry() {
        return new CollectorRegistry(LOOKS_FOR_TWO_OF_A_NAME);
    }
}
