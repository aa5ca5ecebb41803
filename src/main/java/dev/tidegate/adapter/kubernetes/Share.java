package dev.tidegate.adapter.kubernetes;

import java.math.BigDecimal;

/** A version and its weight. */
public record Share(String version, BigDecimal weight) {}
