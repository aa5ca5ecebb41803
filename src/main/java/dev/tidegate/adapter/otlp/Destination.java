package dev.tidegate.adapter.otlp;

import dev.tidegate.core.event.ServiceKey;

/** The version of a service that a request went to. */
record Destination(ServiceKey service, String version) {}
