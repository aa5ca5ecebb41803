/** OpenTelemetry's protocol (OTLP): Envoy's access log and a collector's metrics as readings. */
@NullMarked
package dev.tidegate.adapter.otlp;

import org.jspecify.annotations.NullMarked;
