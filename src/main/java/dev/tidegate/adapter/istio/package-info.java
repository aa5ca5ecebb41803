/** The routes of Istio: VirtualServices and DestinationRules, watched and written. */
@NullMarked
package dev.tidegate.adapter.istio;

import org.jspecify.annotations.NullMarked;
