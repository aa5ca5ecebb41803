package dev.tidegate.adapter.kubernetes;

import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** A tcp route, found by port. */
public record TcpSpec(@Required @Min(1) @Max(65535) Integer port) {}
