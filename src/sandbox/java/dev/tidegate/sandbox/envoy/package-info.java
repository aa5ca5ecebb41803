/**
 * A real Envoy as the callers' proxy: what it reads is written from VirtualServices,
 * DestinationRules and Services by the rules that istiod follows for a sidecar, and in its time.
 *
 * <p>The rules were read in Istio 1.30 ({@code pilot/pkg/networking/core}). What is not translated
 * is refused, and the field is named: nothing is left out in silence.
 */
@NullMarked
package dev.tidegate.sandbox.envoy;

import org.jspecify.annotations.NullMarked;
