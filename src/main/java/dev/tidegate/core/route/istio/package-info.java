/** How traffic is written into VirtualServices and DestinationRules, and read from them. */
@NullMarked
package dev.tidegate.core.route.istio;

import org.jspecify.annotations.NullMarked;
